#pragma once
// The JSON of the API, version 1.

#include <optional>
#include <string>
#include <vector>

#include "corpus/catalog.h"
#include "schema/vocabulary.h"
#include "searchd/search/document_search.h"
#include "searchd/search/search.h"

namespace samling {

std::string search_json(const SearchRequest& request, const SearchPage& page);
/// One facet of an answer, as it stands in search_json, with the answer's total.
std::string facet_json(const Facet& facet, const SearchPage& page);
/// What stands around a version of a document.
struct DocumentContext {
    std::vector<VersionSummary> history = {};        ///< All versions, oldest first.
    std::vector<NearDuplicate> near_duplicates = {}; ///< Of the newest version.
    enum class Curated { no, yes } curated = Curated::no; ///< Whether whoever looks may withdraw it.
};

std::string document_json(const StoredVersion& version, const DocumentContext& context, const Vocabularies& vocabularies,
                          const std::string& language);
/// The query language: the table that the help page shows too, fields, limits, and what a total counts.
std::string help_json();
/// The pages of a search within a document; `request` is the same as a search, for its cursor.
std::string document_search_json(const StoredVersion& version, const SearchRequest& request, const DocumentSearchPage& found);
std::string page_json(const StoredVersion& version, int number, const Page& page);

/// Addresses of things, as they stand in answers.
std::string document_url(const std::string& id);
std::string page_url(const std::string& id, int page);
/// Of a page in the original, where a browser can open it there; else empty.
std::string original_page_url(const std::string& id, const std::string& media_type, int page);
/// Of the document if this is its newest version, else of the version; and of one of its pages.
std::string version_url(const StoredVersion& version);
std::string page_url(const StoredVersion& version, int page);

} // namespace samling
