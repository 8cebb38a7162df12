#pragma once
// Text recognition of what an extraction left without words, page by page, in confined processes of its own
// kind.

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "indexer/worker_pool.h"
#include "indexer/worker_process.h"

namespace samling {

/// Its processes load tesseract before they confine themselves, so they are started only when a first page
/// needs it. Each page is a job with limits of its own: a page that is refused or takes too long costs
/// itself. Thread-safe.
class Recognition {
public:
    explicit Recognition(const WorkerOptions& options);

    /// Fills pages of `extraction`, which is what `job` came to, and says what was done: in its notes, its
    /// extractor and its confidence, and in its reason where there still is no text.
    void complete(const ExtractionJob& job, Extraction& extraction);

private:
    Extraction recognise(ExtractionJob job, int page, std::chrono::seconds limit);
    void read_pages(const ExtractionJob& job, const std::vector<int>& pages, Extraction& extraction);

    const WorkerOptions options_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<WorkerProcess>> idle_; // guarded by mutex_
    std::string missing_;                              // guarded by mutex_; why no process can be started
};

} // namespace samling
