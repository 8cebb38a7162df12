#pragma once
// Whether the hyphen at a line's end belongs to the word or was put there by the typesetter.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/extract/pdf_layout.h"

namespace samling {

/// The end of one line, and the beginning of the next.
struct LineBreak {
    std::string_view before; ///< Without the hyphen.
    std::string_view after;
    bool soft = false; ///< The hyphen was one for line breaks alone (U+00AD).
};

/// True for a hyphen of any of the kinds that part words.
bool ends_in_hyphen(std::string_view text);

/// The break between two lines, where a hyphen between two letters parts them; false elsewhere.
bool hyphen_break(std::string_view line, std::string_view next, LineBreak& found);

/// Judges by the document's own words: what it writes with a hyphen in the midst of a line keeps it, what it
/// writes as one word loses it, two words that stand alone elsewhere stay two. What it has no example of
/// is one word, unless hyphens are as rare as in a document that parts no words, and those with an example
/// stay. Before "and" and its like in the languages that write "Ost- und Westsee" the lines stay two.
class LineHyphens {
public:
    /// Looks at all lines; `pages` need not outlive this.
    explicit LineHyphens(const std::vector<PdfPage>& pages);
    /// Of a text that was broken into lines when it was written; only of its beginning when it is very long.
    explicit LineHyphens(std::string_view wrapped_text);

    /// True where the lines go on in one another; `before` is then the first as far as it stays.
    bool joins(std::string_view line, std::string_view next, std::string_view& before) const;

private:
    enum class Verdict { stays, goes, two_lines, unknown };
    void collect(const std::vector<PdfPage>& pages);
    void count(std::string_view line);
    void count_word(std::string_view word);
    Verdict judge(const LineBreak& at) const;
    std::size_t seen(const std::string& word) const;

    std::unordered_map<std::string, std::size_t> seen_; // of the words that are asked about, in lower case
    bool unknown_stays_ = false;
};

/// `text` without the line breaks that part a word, and without their hyphens where these do not stay; other lines
/// are as they were. An indented line goes on in the one before without its indentation.
std::string with_whole_words(std::string_view text, const LineHyphens& hyphens);

} // namespace samling
