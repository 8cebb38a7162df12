#pragma once
// How many letters words are from one word, for words that come in the order of the alphabet.

#include <string>
#include <string_view>
#include <vector>

namespace samling {

/// Walks sorted words and remembers what it found for the letters that one shares with the one before, so
/// that a whole vocabulary costs little more than its different beginnings. Not thread-safe.
class EditDistance {
public:
    /// `word` in UTF-8; distances above `most` are all the same.
    EditDistance(std::string_view word, unsigned most);

    struct Answer {
        unsigned distance; ///< In characters; most + 1: more.
        std::size_t
            hopeless; ///< Bytes of the candidate with which no word begins that is near enough; 0: unknown.
    };
    Answer to(std::string_view candidate);

private:
    using Row = std::vector<unsigned>;
    void add_row(std::size_t depth, char32_t letter);
    bool is_hopeless(std::size_t depth) const;

    std::u32string word_, seen_; // seen_: letters that rows_ stand for; rows_ has one more
    std::vector<Row> rows_;
    unsigned most_;
};

/// The characters of UTF-8; bytes that are none become U+FFFD.
std::u32string characters_of(std::string_view text);

} // namespace samling
