#pragma once
// What text analysis knows of each Unicode character: its part in words and the form it is compared in.
// Computed from ICU once per page of 256 characters, at first use; reading is lock-free from any thread.

#include <cstdint>
#include <string>
#include <string_view>

namespace samling::analysis {

/// The part a character plays in words.
enum class CharacterKind : std::uint8_t {
    separator,  ///< Space, punctuation, symbol, emoji, superscript figure (a footnote mark).
    letter,     ///< Begins and continues words.
    digit,      ///< As letter; all decimal digits fold to 0-9.
    mark,       ///< Continues a word, cannot begin one: combining marks, tatweel, modifier apostrophes.
    ignored,    ///< As mark, and leaves no trace: soft hyphen, zero-width joiners, direction marks.
    joiner,     ///< Apostrophe: joins two letters.
    dictionary, ///< Of a script written without spaces: words are found by dictionary.
};

/// One character. The folded form is inline up to six bytes, else in the pool of its page.
class Character {
public:
    CharacterKind kind() const { return kind_; }
    /// Whether it may compose with the character before it, so that folding must normalise first.
    bool composes() const { return composes_; }
    /// Whether it is a mark that normalisation may reorder (a combining class other than 0).
    bool stacks() const { return stacks_; }

private:
    friend class CharacterPage;
    friend void append_folded(std::string& out, char32_t c);
    static constexpr std::size_t kInline = 5;
    char folded_[kInline] = {};
    std::uint8_t folded_size_ = 0;
    CharacterKind kind_ = CharacterKind::separator;
    bool composes_ : 1 = false;
    bool stacks_ : 1 = false;
};

/// The entry of `c`; anything beyond U+10FFFF is a separator. The reference stays valid for ever.
const Character& character(char32_t c);

/// Appends the form in which `c` is compared; often `c` itself, nothing for marks that are stripped.
void append_folded(std::string& out, char32_t c);

} // namespace samling::analysis
