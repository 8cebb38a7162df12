#pragma once
// The score of a word in a document: BM25 as Xapian has it, so that one can be held against the other.

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace samling {

/// The defaults are Xapian's.
struct Bm25 {
    double k1 = 1;           ///< How much further occurrences count; 0: not at all.
    double k3 = 1;           ///< The same within the query, where every word stands once.
    double b = 0.5;          ///< How much length counts, 0 to 1.
    double min_length = 0.5; ///< No document counts as shorter than this share of the average.
    friend bool operator==(const Bm25&, const Bm25&) = default;
};

/// What a word is worth that is in `frequency` of `documents` documents: the limit of its score.
inline double word_weight(const Bm25& bm25, double documents, double frequency) {
    auto odds = (documents - frequency + 0.5) / (frequency + 0.5);
    if (odds < 2) odds = odds * 0.5 + 1; // a word of most documents is worth little, not less than nothing
    return std::log(odds) * (bm25.k1 + 1);
}

/// What stands beside the frequency in the denominator for a document of `length`.
inline double length_norm(const Bm25& bm25, double length, double average) {
    const auto relative = std::max(average > 0 ? length / average : 0.0, bm25.min_length);
    return bm25.k1 * (relative * bm25.b + 1 - bm25.b);
}

} // namespace samling
