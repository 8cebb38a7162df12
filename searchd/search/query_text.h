#pragma once
// The characters of a query, before its grammar.

#include <string>
#include <string_view>
#include <vector>

namespace samling {

/// `typed` as valid UTF-8 of at most kMaxQueryBytes, with signs that keyboards of other languages write for
/// those of the syntax read as these (full-width brackets, ideographic space, minus sign), and without marks
/// of direction, which nobody sees. Adds a notice when it was cut.
std::string clean_query(std::string_view typed, std::vector<std::string>& notices);

/// The length of the quotation mark of any language that stands at `at`, or 0.
std::size_t quote_at(std::string_view text, std::size_t at);

} // namespace samling
