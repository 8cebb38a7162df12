#pragma once
// A run over files: scan, store, extract in workers, merge the record, tag, write.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "corpus/object_store.h"
#include "indexer/collection_writer.h"
#include "indexer/scan.h"
#include "indexer/tagger.h"
#include "indexer/worker_pool.h"

namespace samling {

/// How a run went; every file is counted once.
struct RunSummary {
    std::int64_t indexed = 0; ///< New, or a new version.
    std::int64_t unchanged = 0;
    std::vector<SkippedFile> without_text; ///< In, but without words; now or in an earlier run.
    std::vector<SkippedFile> refused;      ///< Now, or in an earlier run and not changed since.
    std::int64_t bytes = 0;
    bool stopped = false; ///< Asked to stop before the end.
};

/// What a run tells while it goes on. Called from the thread that runs it.
struct RunListener {
    std::function<void(std::int64_t done, std::int64_t total)> progress;
    std::function<void(const SkippedFile&)> refused;
};

/// What a run works with; everything outlives it.
struct RunContext {
    CollectionWriter& writer;
    ObjectStore& objects;
    WorkerPool& workers;
    std::size_t jobs;
    const Vocabularies& vocabularies;
    const Tagger& tagger;
    const std::atomic<bool>& stop;
};

/// Takes the files at `paths` in. A file costs at most itself: its mistake is listed and the run goes on.
/// Throws only what ends a run (storage, lock).
RunSummary run_files(const RunContext& context, const std::vector<std::filesystem::path>& paths,
                     const RunListener& listener);

} // namespace samling
