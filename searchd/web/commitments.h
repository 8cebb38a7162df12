#pragma once
// The six commitments of the pledge, and what there is to show for each.

#include <string>
#include <vector>

#include "schema/vocabulary.h"
#include "searchd/search/crosstab.h"
#include "searchd/search/search.h"
#include "searchd/web/template_store.h"

namespace samling {

struct CommitmentEvidence {
    const Concept* commitment = nullptr;
    SearchPage documents;            ///< Newest first, with facets.
    int newest = 0;                  ///< Year; 0 without any.
    std::vector<CrosstabCell> by_actor; ///< In the order of CommitmentReport::actors.
};

struct CommitmentReport {
    std::vector<AxisValue> actors;
    std::vector<CommitmentEvidence> commitments; ///< In the order of the vocabulary.
};

std::string commitments_json(const CommitmentReport& report);
View commitments_view(const CommitmentReport& report);

} // namespace samling
