#pragma once
// What DOCX, PPTX and their like have in common: parts, relationships, core properties.

#include <map>
#include <string>
#include <string_view>

#include "indexer/extract/text_builder.h"
#include "indexer/extract/zip_reader.h"

namespace samling {

struct Relationship {
    std::string type;   ///< The last word of the URI: "officeDocument", "slide", "notesSlide".
    std::string target; ///< Name of the part in the package.
};

/// The relationships of `part` ("" for the package itself), by id.
std::map<std::string, Relationship> relationships(const ZipParts& zip, std::string_view part);

/// The part that the package relates to as `type`, or `fallback`.
std::string related_part(const ZipParts& zip, std::string_view type, std::string_view fallback);

/// Adds Dublin Core and its like, from docProps/core.xml, meta.xml of OpenDocument, or the OPF of an EPUB.
void read_core_properties(std::string_view xml, TextBuilder& builder);

/// `target` as seen from the folder of `base`, without "..", never outside the package.
std::string resolve_part(std::string_view base, std::string_view target);

} // namespace samling
