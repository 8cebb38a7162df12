#pragma once
// The six commitments of the pledge, and what there is to show for each.

#include <string>
#include <vector>

#include "corpus/statement_decision.h"
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
    std::vector<const FoundStatement*> statements; ///< Of intent, confirmed ones first.
};

struct CommitmentReport {
    std::vector<AxisValue> actors;
    std::vector<CommitmentEvidence> commitments; ///< In the order of the vocabulary.
    std::vector<FoundStatement> statements;      ///< That nobody rejected; what the pointers point to.
    std::vector<const FoundStatement*> other_statements; ///< Of no commitment.
    std::string accepted;                                ///< The reader's Accept-Language.
};

/// Puts each of `statements` but the rejected to the commitments that it speaks of, or that its document is tagged with
/// where it speaks of none and the document of one or two.
void add_statements(CommitmentReport& report, std::vector<FoundStatement> statements);

std::string commitments_json(const CommitmentReport& report, const Vocabularies& vocabularies);
View commitments_view(const CommitmentReport& report, const Vocabularies& vocabularies);

} // namespace samling
