#pragma once
// Names of several words that somebody typed behind a field without quotation marks.

#include <string>
#include <vector>

#include "schema/vocabulary.h"
#include "searchd/search/query.h"

namespace samling {

/// How to write each name in `root` that was cut off at its first word: of region:Eastern Africa, where "Eastern" alone is no region,
/// that region:"Eastern Africa" is one. A sentence for each, a few at most; the query keeps its meaning. Thread-safe.
std::vector<std::string> unquoted_names(const QueryNode& root, const Vocabularies& vocabularies);

} // namespace samling
