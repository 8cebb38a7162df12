#pragma once
// A run over files: scan, store, extract in workers, merge the record, tag, write; then look for what
// vanished.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "corpus/object_store.h"
#include "indexer/collection_writer.h"
#include "indexer/file_report.h"
#include "indexer/given_record.h"
#include "indexer/scan.h"
#include "indexer/intent_finder.h"
#include "indexer/tagger.h"
#include "indexer/worker_pool.h"

namespace samling {

/// What a run tells while it goes on. Called from the thread that runs it; every file is told once.
struct RunListener {
    std::function<void(std::int64_t done, std::int64_t total)> progress;
    std::function<void(const FileReport&)> file;
    /// Whether files that are not read again are told with all that the catalog knows.
    enum class Details { no, yes } details = Details::no;
};

struct RunChoices {
    enum class Failed { leave, retry } failed = Failed::leave; ///< Files refused or without text before.
    enum class Vanished { keep, remove } vanished = Vanished::keep;
};

/// What a run works with; everything outlives it.
struct RunContext {
    CollectionWriter& writer;
    ObjectStore& objects;
    WorkerPool& workers;
    std::size_t jobs;
    const GivenRecords& records;
    const Vocabularies& vocabularies;
    const Tagger& tagger;
    const IntentFinder& intents;
    std::filesystem::path catalog; ///< For looking things up beside the writer.
    RunChoices choices;
    const std::atomic<bool>& stop;
};

/// Takes the files at `paths` in. A file costs at most itself: its mistake is told and the run goes on.
/// Throws only what ends a run (storage, lock).
void run_files(const RunContext& context, const std::vector<std::filesystem::path>& paths,
               const RunListener& listener);

} // namespace samling
