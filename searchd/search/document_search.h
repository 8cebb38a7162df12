#pragma once
// A search within one document: every page on which the words stand.

#include <cstdint>
#include <string>
#include <vector>

#include "searchd/search/search.h"

namespace samling {

struct DocumentSearchRequest {
    std::string id;
    std::string query;
    std::size_t offset = 0; ///< Pages to leave out.
    std::size_t limit = 10; ///< Pages wanted, at most 100.
    Audience audience = {}; ///< To whom a document that they may not see is not found.
};

/// Where a word stands in the text of its page, in characters (not bytes), end exclusive.
struct PlaceInText {
    std::int64_t begin = 0, end = 0;
    friend bool operator==(const PlaceInText&, const PlaceInText&) = default;
};

struct FoundPage {
    PageHit hit;
    std::vector<PlaceInText> places; ///< In the order of the text.
};

struct DocumentSearchPage {
    std::int64_t total = 0;       ///< Pages that have at least one of the words; a phrase only where all of it stands.
    std::int64_t occurrences = 0; ///< Of the words, on all of these pages.
    std::vector<FoundPage> pages; ///< In the order of the document.
    std::string description;      ///< The query as understood.
    bool escaped = false;
    bool cut = false;          ///< The deadline passed: later pages were not looked at.
    std::uint64_t edition = 0; ///< As SearchPage has it.
    std::vector<std::string> notices;
};

} // namespace samling
