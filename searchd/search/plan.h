#pragma once
// What is to be looked for in the index: plain values between the planner, which knows words and vocabularies,
// and those who carry it out: the evaluator over decoded lists, and the translator to Xapian.

#include <cstdint>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "searchd/search/search.h"

namespace samling {

/// A node of a plan. Each node stands for a set of documents with scores.
struct Plan {
    enum class Kind {
        nothing,    ///< No document.
        everything, ///< Every document, score 0.
        word,       ///< Documents with any of `terms`, scored as if they were one term: frequencies add up.
        phrase,     ///< `children`, words whose terms have positions, one after another within `window` positions.
        near,       ///< The same in any order.
        years,      ///< Documents dated within `years`, score 0.
        all,        ///< Every one of `children`; scores add up.
        any,        ///< At least one of `children`; scores of those that match add up.
        best,       ///< As any; the score of a document that has every one is times 1 + `bonus`.
        without,    ///< The first of `children` and none of the others.
        also,       ///< As any; the first of `children` is a word of the query, the others stand for it.
        boosted     ///< The first of `children`; the scores of the others add to it.
    } kind = Kind::nothing;
    double weight = 1; ///< Factor on the score, not negative; 0 makes a filter.
    std::vector<std::string> terms;
    int wanted = -1; ///< word: its number in WantedWords, by which its places in a text are found; -1: none.
    std::uint32_t window = 0; ///< phrase, near: at least the number of children, which is an exact phrase.
    YearRange years;
    double bonus = 0;
    std::vector<Plan> children;

    /// A node of `kind` over `children`. Of no children: nothing; all, any and best of one: that one.
    static Plan of(Kind kind, std::vector<Plan> children);
    static Plan word(std::vector<std::string> terms);
    static Plan everything();
};

/// The plan in one line, for tests and for readers: `(all word(a Za) 0*word(XREGIONKE))`.
std::string describe(const Plan& plan);

/// The forms of the query's words, for finding them again in a text.
struct WantedWords {
    std::vector<std::unordered_set<std::string>> forms; ///< One set for each word asked for: folded forms.
    std::vector<std::unordered_set<std::string>> stems; ///< The same, stems behind their stem_key().
    /// Words that count only where they stand one after another: numbers into `forms`.
    std::vector<std::vector<std::size_t>> phrases;
    std::set<std::size_t> added; ///< Numbers into `forms`: words that stand for one that was typed.
    bool empty() const { return forms.empty(); }
};

} // namespace samling
