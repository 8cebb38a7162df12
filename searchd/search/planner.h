#pragma once
// From a query as understood to a plan: words become the terms they are found by, names become codes.

#include <string>
#include <vector>

#include "schema/vocabulary.h"
#include "searchd/search/index_reader.h"
#include "searchd/search/plan.h"
#include "searchd/search/query.h"

namespace samling {

struct PlannedQuery {
    Plan plan;
    WantedWords wanted;               ///< Empty when nothing in the query tells one match from another.
    std::vector<std::string> notices; ///< What does not do what it seems to.
};

/// Words match by folded form or by their stem in any of the collection's languages. Stop words do not match
/// by themselves where other words are asked for.
/// A root without children is a plan for every document.
PlannedQuery plan_query(const QueryNode& root, Match match, IndexView& view,
                        const Vocabularies& vocabularies);

} // namespace samling
