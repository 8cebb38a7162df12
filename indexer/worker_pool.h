#pragma once
// Runs extraction in separate, confined processes (the program indexer-worker), so that no parser of a
// foreign format ever shares an address space with the catalog or the index.

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "indexer/extraction.h"

namespace samling {

struct WorkerOptions {
    std::filesystem::path program; ///< indexer-worker.
    std::size_t workers = 2;
    std::chrono::seconds cpu_limit{12};             ///< Per document.
    std::chrono::seconds wall_limit{19};            ///< Per document; then the worker is killed.
    std::size_t memory_bytes = 1024u * 1024 * 1024; ///< Address space of a worker.
    std::size_t message_bytes = 256u * 1024 * 1024; ///< Largest answer.
    std::size_t documents_per_worker = 200;         ///< Then it is replaced.
    /// What to do when the kernel offers no way to confine a worker.
    enum class Unconfined { refuse, allow } unconfined = Unconfined::refuse;
};

/// One file to extract. `descriptor` is open for reading and stays owned by the caller until the answer came.
struct ExtractionJob {
    int descriptor = -1;
    std::string name; ///< File name: a hint for the type of plain text formats, never trusted.
};

/// A fixed number of workers. extract() may be called from as many threads as there are workers.
class WorkerPool {
public:
    /// Throws Failure{internal} when the program is missing or cannot be confined and that was not allowed.
    explicit WorkerPool(WorkerOptions options);
    ~WorkerPool(); ///< Ends all workers.
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// Blocks until a worker is free and has answered. Never throws for what a file does: a crash, a limit or
    /// a nonsensical answer is an Extraction with Status::refused and a true reason, and the worker is
    /// replaced.
    Extraction extract(const ExtractionJob& job);

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling
