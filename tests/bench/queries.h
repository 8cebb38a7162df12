#pragma once
// The queries of a file, and how each is put.

#include <optional>
#include <string>

#include "schema/metadata.h"
#include "searchd/search/search.h"

namespace samling::bench {

struct BenchQuery {
    std::string kind; ///< "one", "all", "any", "phrase", "filter".
    std::string text;
    Match match = Match::all;
    std::optional<TagField> facet; ///< filter: the field and value.
    std::string value;
    std::int64_t reference = 0; ///< Documents that a brute-force count of the words as they stand found.
};

} // namespace samling::bench
