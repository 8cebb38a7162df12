#pragma once
// Whether the hyphen at a line's end belongs to the word or was put there by the typesetter.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/extract/pdf_layout.h"

namespace samling {

/// The end of one line, and the beginning of the next.
struct PdfLineBreak {
    std::string_view before; ///< Without the hyphen.
    std::string_view after;
    bool soft = false; ///< The hyphen was one for line breaks alone (U+00AD).
};

/// The break between two lines, where a hyphen between two letters parts them; false elsewhere.
bool hyphen_break(std::string_view line, std::string_view next, PdfLineBreak& found);

/// Judges by the document's own words: what it writes with a hyphen in the midst of a line keeps it, what it
/// writes as one word loses it, two words that stand alone elsewhere stay two. What it has no example of
/// is one word, unless hyphens are as rare as in a document that parts no words, and those with an example
/// stay.
class PdfHyphens {
public:
    /// Looks at all lines; `pages` need not outlive this.
    explicit PdfHyphens(const std::vector<PdfPage>& pages);

    /// True when the hyphen is part of the word.
    bool stays(const PdfLineBreak& at) const;

private:
    enum class Verdict { stays, goes, unknown };
    void collect(const std::vector<PdfPage>& pages);
    void count(std::string_view line);
    void count_word(std::string_view word);
    Verdict judge(const PdfLineBreak& at) const;
    std::size_t seen(const std::string& word) const;

    std::unordered_map<std::string, std::size_t> seen_; // of the words that are asked about, in lower case
    bool unknown_stays_ = false;
};

} // namespace samling
