#pragma once
// Capitals of labels.

#include <string>
#include <string_view>

namespace samling {

/// `label`, valid UTF-8 and written like the beginning of a sentence, as it stands inside one: "Internet shutdowns" begins
/// small there; "AI governance", whose first word is an acronym, and "Copenhagen Pledge", whose second begins with a capital
/// too, stay as they are. Thread-safe.
std::string inside_sentence(std::string_view label);

} // namespace samling
