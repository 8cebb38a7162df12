#pragma once
// Records in Dublin Core, as other repositories write them. Pure functions, thread-safe.

#include <string>
#include <string_view>

#include "schema/metadata.h"
#include "schema/vocabulary.h"

namespace samling {

/// How much of a file is_dublin_core wants to see.
inline constexpr std::size_t kDublinCoreHead = 4096;
inline constexpr std::size_t kDublinCoreBytes = 1'000'000; ///< Longer records are refused.

/// Whether the XML file that begins with `head` is a record in Dublin Core: <oai_dc:dc>, <dc>, <qualifieddc> and the
/// like, <metadata>, <record> or <rdf:RDF> with elements of http://purl.org/dc/, or DSpace's <dublin_core>.
bool is_dublin_core(std::string_view head);

/// The record in `xml`. Qualified terms go where they belong: alternative titles to the subtitle, authors to the
/// creators, publishers to the organisations, `issued` before `created` before other dates; DOI, ISBN and web addresses
/// are told apart. Subjects, types and places become tags where a vocabulary knows them, languages must; what else there is
/// (formats, sizes, provenance) is left out. Throws Failure{invalid_record} that lists all mistakes, each as
/// "name:line: element: what is wrong".
Metadata parse_dublin_core(std::string_view xml, const std::string& name, const Vocabularies& vocabularies);

} // namespace samling
