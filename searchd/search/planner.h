#pragma once
// From a query as understood to a plan: words become the terms they are found by, names become codes.

#include <string>
#include <vector>

#include "schema/vocabulary.h"
#include "searchd/search/index_reader.h"
#include "searchd/search/plan.h"
#include "searchd/search/query.h"
#include "searchd/search/query_additions.h"

namespace samling {

struct PlannedQuery {
    Plan plan;
    WantedWords wanted;               ///< Empty when nothing in the query tells one match from another.
    std::vector<std::string> notices; ///< What does not do what it seems to.
    std::vector<QueryExpansion> expansions = {};
};

/// Words match by folded form or by their stem in any of the collection's languages. Stop words do not match
/// by themselves where other words are asked for.
/// Words have beside them what query_additions.h finds, as far as it is wished.
/// A root without children is a plan for every document.
PlannedQuery plan_query(const QueryNode& root, const QueryWishes& wishes, IndexView& view,
                        const Vocabularies& vocabularies);

} // namespace samling
