#pragma once
// Words that carry grammar, not meaning.

#include <string_view>

namespace samling {

/// True when `folded` is such a word in one of the collection's main languages. Thread-safe.
bool is_stop_word(std::string_view folded);

} // namespace samling
