#pragma once
// Capital and small letters.

#include <string>
#include <string_view>

namespace samling {

/// `text` with A to Z small and every other byte, also of UTF-8, as it is: for names that are written in ASCII. Thread-safe.
std::string lower_ascii(std::string_view text);

/// Valid UTF-8 in small letters, in no language's own way. Thread-safe.
std::string lower(std::string_view text);

/// `label`, valid UTF-8 and written like the beginning of a sentence, as it stands inside one: "Internet shutdowns" begins
/// small there; "AI governance", whose first word is an acronym, and "Copenhagen Pledge", whose second begins with a capital
/// too, stay as they are. Thread-safe.
std::string inside_sentence(std::string_view label);

} // namespace samling
