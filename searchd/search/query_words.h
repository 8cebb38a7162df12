#pragma once
// The smallest parts of a query: words with their wildcards, and years.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/search/query.h"

namespace samling {

/// The words of `text`, as they are written in it. Thread-safe.
std::vector<std::string> query_words(std::string_view text);

/// What a run of characters without spaces says: nodes of the kinds word, pattern and fuzzy, without field. A
/// pattern with too few letters is taken as the words that are in it. Adds to `notices` what was done
/// otherwise than typed. Thread-safe.
std::vector<QueryNode> parse_chunk(std::string_view chunk, std::vector<std::string>& notices);

/// "2020", "2020..2023", "2020..", "..2023", "2020-2023", ">=2020", "<2020", "[2020 TO 2023]", "[2020 TO *]";
/// braces instead of brackets leave out the ends. Empty when it is none of these.
std::optional<YearRange> parse_years(std::string_view text);

} // namespace samling
