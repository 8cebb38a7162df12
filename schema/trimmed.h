#pragma once
// Texts without what stands around them.

#include <algorithm>
#include <string_view>

namespace samling {

/// The part of `text` between the bytes of `blanks` at its ends: a view into it, empty where it is made of nothing else. Thread-safe.
inline std::string_view trimmed(std::string_view text, std::string_view blanks = " \t\r\n") {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

} // namespace samling
