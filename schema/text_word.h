#pragma once
// From a word as it stands in a text to the forms it is found by.

#include "schema/text_stem.h"

#include <string>
#include <string_view>

namespace samling::analysis {

inline constexpr std::size_t kLongestTerm = 64; ///< Bytes of Token::exact and Token::stem.

/// A word analysed.
struct Word {
    std::string exact; ///< Empty if nothing searchable is in it.
    std::string stem;
    std::size_t front = 0; ///< Bytes of an elided article before the word proper: "l'" of l'homme.
    std::size_t back = 0;  ///< Bytes of a possessive after it: "'s".
};

/// `raw` is a word of WordScanner or Segmenter, at most 256 bytes. `exact` does not depend on the language,
/// so that a word is found by its exact form whatever language was guessed for text and query; it has elided
/// articles (l', d', qu', dell' before a vowel) and possessives cut off in every language.
Word analyze_word(std::string_view raw, const Stemmer& stemmer);

} // namespace samling::analysis
