#pragma once
#include <string_view>

namespace samling {

/// The scripts that tell languages apart; those of one language, or next to it, name it.
struct ScriptGuess {
    std::string_view script;   ///< ISO 15924: "Latn", "Jpan", ...; empty for text without letters.
    std::string_view language; ///< The only language of note that is written in it, or empty.
    double share = 0;          ///< Of the letters, 0 to 1.
    std::size_t letters = 0;   ///< In the sample that was looked at.
};

/// The prevailing script of `text` (valid UTF-8).
ScriptGuess guess_script(std::string_view text);

} // namespace samling
