#pragma once
// Carries out a plan over decoded lists: which documents match, and with which scores.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "searchd/search/deadline.h"
#include "searchd/search/plan.h"
#include "searchd/search/index_reader.h"

namespace samling {

/// A word of a plan that adds to scores.
struct MatchedWord {
    const Plan* plan;
    double weight; ///< The limit of what it adds to a document's score.
    std::shared_ptr<const Postings> postings;
};

/// For one plan on one revision. The documents are those, and the scores up to rounding those, that Xapian
/// gives for the translated plan, without those that the view's audience may not see. NOT thread-safe. Throws what Xapian throws when it cannot read.
class Evaluator {
public:
    /// Keeps references to both.
    Evaluator(const IndexView& view, const Deadline& deadline);
    ~Evaluator();

    /// Every document that matches, ascending; valid until the next call. When the deadline passes, those that
    /// were found until then, and cut() is true.
    std::span<const std::uint32_t> match(const Plan& plan);
    bool cut() const;

    /// Adds to `scores`, which has a place for each document number, the scores of `documents`, which are some
    /// of those that matched. Other places of `scores` are then of no meaning.
    void score(std::span<const std::uint32_t> documents, std::vector<float>& scores);

    /// The words that add to the scores of what matched, in the order of the plan, phrases left out; valid as long as
    /// what match() returned.
    std::vector<MatchedWord> words() const;

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling
