#pragma once
// A second look at the best documents: what is too dear to ask of every one that matches.

#include <string>
#include <vector>

#include "searchd/search/evaluator.h"
#include "searchd/search/index_reader.h"
#include "searchd/search/named_concepts.h"
#include "searchd/search/order.h"

namespace samling {

/// What the second look works with.
struct RerankQuery {
    std::vector<MatchedWord> words; ///< In the order of the query.
    WantedWords wanted;             ///< With forms, of which the positions are read.
    std::vector<NamedConcept> concepts;
};

/// The gains of each of `best`, which are never negative. The weights are view.ranking's. Recency is reckoned from the
/// newest of `best`, so that an answer does not change with the day it is asked for. When the view's deadline passes, only
/// those of the first ones.
std::vector<Gains> gains_of(const std::vector<Ranked>& best, const RerankQuery& query, IndexView& view);

} // namespace samling
