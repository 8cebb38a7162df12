#pragma once
// Which pages of a document answer, and the words of them that show it.

#include <vector>

#include "corpus/catalog.h"
#include "schema/index_codec.h"
#include "searchd/search/index_reader.h"
#include "searchd/search/plan.h"

namespace samling {

inline constexpr std::size_t kMaxPageHits = 3;

/// Where wanted words stand in a text.
struct Mark {
    std::uint32_t begin, end; ///< Byte offsets.
    std::size_t word;         ///< Which of the wanted words.
};

/// All marks in `text`, in order; one place has several when it is several of the wanted words. Words of a
/// phrase are marked only where the phrase stands.
std::vector<Mark> find_marks(std::string_view text, const WantedWords& wanted, Analyzer& analyzer);

/// Adds to each word the forms of it that the index holds, as far as its stem is their beginning, so that
/// their positions lead to their pages.
void add_index_forms(WantedWords& wanted, IndexView& view);

/// About 220 bytes of `text` around the densest place of `marks`, from the beginning of a sentence where one
/// is near, cut between words; its beginning without marks.
Snippet make_snippet(std::string_view text, const std::vector<Mark>& marks, Analyzer& analyzer);

/// The best pages of the document behind `entry`, best first, at most kMaxPageHits: those with most of the
/// wanted words. Reads page texts from `catalog`. When no page holds one, the first page with its beginning.
std::vector<PageHit> best_pages(const IndexEntry& entry, Xapian::docid document, const WantedWords& wanted,
                                IndexView& view, Catalog& catalog);

} // namespace samling
