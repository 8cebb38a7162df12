#pragma once
// Statements of intent in a document: "we commit to …", "the government will … by 2024".

#include <memory>
#include <vector>

#include "indexer/intent_rules.h"
#include "indexer/tagger.h"
#include "schema/metadata.h"
#include "schema/statement.h"

namespace samling {

/// Thread-safe.
class IntentFinder {
public:
    /// Keeps a reference to `tagger`, which says what commitments and types of actor a found sentence speaks of.
    IntentFinder(IntentRules rules, const Tagger& tagger);
    ~IntentFinder();

    /// Sentences on the pages by which someone commits to do something, in their order, each once, at most 200. A page
    /// is read in its own language, else in the document's; one without rules gives nothing. Pages without any of the
    /// words are passed over quickly.
    std::vector<Statement> find(const Document& document) const;

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling
