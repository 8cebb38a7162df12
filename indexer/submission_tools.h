#pragma once
// What reading and publishing a submission works with.

#include "corpus/catalog_transactions.h"
#include "corpus/data_directory.h"
#include "corpus/object_store.h"
#include "indexer/intent_finder.h"
#include "indexer/tagger.h"
#include "indexer/worker_pool.h"

namespace samling {

/// Everything outlives whoever is given it, and is thread-safe.
struct SubmissionTools {
    const CatalogTransactions& transactions;
    const DataDirectory& directory; ///< For looking things up.
    const ObjectStore& objects;
    WorkerPool& workers;
    const Vocabularies& vocabularies;
    const Tagger& tagger;
    const IntentFinder& intents;
};

} // namespace samling
