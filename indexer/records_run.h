#pragma once
// A run over ready records.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>

#include "indexer/collection_writer.h"
#include "indexer/intent_finder.h"
#include "indexer/ready_records.h"
#include "indexer/tagger.h"

namespace samling {

struct RecordsContext {
    CollectionWriter& writer;
    const Vocabularies& vocabularies;
    const Tagger* tagger; ///< Null: records keep the tags they came with.
    UnknownCodes unknown_codes;
    const std::atomic<bool>& stop;
    const IntentFinder* intents = nullptr; ///< Finds statements of intent in records that are tagged.
};

struct RecordsListener {
    std::function<void(std::int64_t done)> progress;
    std::function<void(const RejectedRecord&)> rejected;
    std::function<void(const ReadyRecord&)> taken = {}; ///< Before it is written; empty: nobody wants to know.
};

/// Takes the records of `file` in. A record is a document without an original; one with the same id that came
/// before gets a new version where the line differs. Throws what read_ready_records and CollectionWriter
/// throw.
RecordsReport run_records(const RecordsContext& context, const std::filesystem::path& file,
                          const RecordsListener& listener);

} // namespace samling
