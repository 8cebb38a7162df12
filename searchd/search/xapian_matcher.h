#pragma once
// Carries out a plan with Xapian's Enquire: what the evaluator is held against, at many times its price.

#include <cstdint>
#include <span>
#include <vector>

#include <xapian.h>

#include "searchd/search/bm25.h"

namespace samling {

/// As Evaluator: the documents that match, and their scores.
class XapianMatcher {
public:
    /// Keeps references.
    XapianMatcher(const Xapian::Database& database, const Xapian::Query& query, const Bm25& bm25);

    /// Every document that matches, ascending.
    std::vector<std::uint32_t> match() const;
    /// Writes the score of every document that matches to its place in `scores`.
    void score(std::vector<float>& scores) const;

private:
    const Xapian::Database& database_;
    const Xapian::Query& query_;
    const Bm25& bm25_;
};

} // namespace samling
