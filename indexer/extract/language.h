#pragma once
#include <string>
#include <string_view>

#include "indexer/extraction.h"

namespace samling {

struct LanguageGuess {
    std::string code;      ///< BCP 47, or empty where unsure.
    double confidence = 0; ///< 0 to 1.
};

/// Loads libexttextcat's fingerprints, one classifier per script. Called once, before the process is
/// confined; where they are not installed, only languages that their script tells are found.
void load_language_profiles();

/// The language of `text` (valid UTF-8), judged by its script, its commonest words and its letter sequences. `expected` is
/// the language of what is around it, or empty: told at less cost where the text is in it.
LanguageGuess guess_language(std::string_view text, std::string_view expected = {});

/// Sets the language of each page and of the whole. What the file says of its language stands when the text
/// agrees or cannot tell; a wrong statement (templates say "en" for everything) gives way, with a note.
void detect_languages(Extraction& extraction);

} // namespace samling
