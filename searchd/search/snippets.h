#pragma once
// Which pages of a document answer, and the words of them that show it.

#include <vector>

#include "schema/index_codec.h"
#include "searchd/search/index_reader.h"
#include "searchd/search/page_texts.h"
#include "searchd/search/plan.h"

namespace samling {

inline constexpr std::size_t kMaxPageHits = 3;

/// Where wanted words stand in a text.
struct Mark {
    std::uint32_t begin, end; ///< Byte offsets.
    std::size_t word;         ///< Which of the wanted words.
    bool added = false;       ///< It stands for a word that was typed.
};

/// The words of one search, made ready to be found in texts. NOT thread-safe.
class WordFinder {
public:
    explicit WordFinder(WantedWords wanted);
    bool empty() const { return wanted_.empty(); }

    /// All marks in a text, in order; one place has several when it is several of the wanted words. Words of a
    /// phrase are marked only where the phrase stands.
    std::vector<Mark> find(const std::vector<PlacedToken>& tokens) const;

    /// The words with the forms of them that the index holds, as far as their stem is their beginning, so that
    /// positions in the index lead to pages. Looked up once.
    const WantedWords& with_index_forms(IndexView& view);

private:
    WantedWords wanted_;
    std::vector<std::pair<std::uint64_t, std::size_t>> forms_, stems_; ///< word_hash and word, sorted.
    std::uint64_t filter_ = 0; ///< A bit for the last six bits of each hash: most words of a text miss it.
    bool has_index_forms_ = false;
};

/// About 220 bytes of the page around the densest place of `marks`, of typed words before others, from the beginning of
/// its sentence to the end of one where these are near, else cut between words, and never within what a reader sees as
/// one character; the beginning of the page without marks.
Snippet make_snippet(const AnalysedPage& page, const std::vector<Mark>& marks);

/// The best pages of the document behind `entry`, best first, at most kMaxPageHits: those with most of the
/// words that were typed, then of those that stand for them. When no page holds one, the first page with its beginning.
/// Fewer when the view's deadline passes.
std::vector<PageHit> best_pages(const IndexEntry& entry, Xapian::docid document, WordFinder& words,
                                IndexView& view, const PageTexts& texts);

} // namespace samling
