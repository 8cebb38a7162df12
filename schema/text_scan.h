#pragma once
// Where words begin and end in a text.

#include <cstddef>
#include <string_view>

namespace samling::analysis {

/// A stretch of a text, in bytes.
struct Span {
    std::size_t begin, end;
};

/// What stands in a text, one piece at a time.
struct Piece {
    Span span;
    bool dictionary; ///< A run of a script without spaces, still to be segmented; else one word.
};

/// Walks the words of a text. Splits at everything but letters, digits and marks, except that these stay one
/// word: letters joined by an apostrophe (l'homme, don't, צה"ל) or a Catalan dot (l·l), decimals and
/// thousands (3.14, 1,000), dotted initials (U.N.). Never allocates, and looks at each byte at most twice.
class WordScanner {
public:
    explicit WordScanner(std::string_view text) : text_(text) {}

    /// False at the end of the text; else `piece` is the next, never empty, in order.
    bool next(Piece& piece);

private:
    bool skip_to_word();
    Span scan_word();
    Span scan_run();
    bool joins(std::size_t at, std::size_t size) const;
    bool begins_letter(std::size_t at) const;
    std::size_t initials_end(std::size_t begin) const;
    std::size_t number_end(Span digits) const;

    std::string_view text_;
    std::size_t at_ = 0;
    bool only_digits_ = false; // of the word just scanned: ASCII digits and nothing else
};

} // namespace samling::analysis
