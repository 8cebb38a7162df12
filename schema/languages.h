#pragma once
// What a file says its language is. Pure, thread-safe.

#include <string>
#include <string_view>

namespace samling {

/// The code of the language that a tag or a locale begins with: "en" of "en-GB", "en_US.UTF-8" and "eng", "fr" of the
/// libraries' "fre". Empty for what is none, such as a name.
std::string language_code(std::string_view tag);

} // namespace samling
