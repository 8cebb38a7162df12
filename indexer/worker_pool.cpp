#include "indexer/worker_pool.h"

#include <condition_variable>
#include <mutex>
#include <system_error>
#include <vector>

#include "indexer/recognition.h"
#include "indexer/worker_process.h"
#include "schema/failure.h"

namespace samling {

struct WorkerPool::Internal {
    const WorkerOptions options;
    Recognition recognition;

    std::mutex mutex;
    std::condition_variable freed;
    std::size_t busy = 0;                             // guarded by mutex
    std::vector<std::unique_ptr<WorkerProcess>> idle; // guarded by mutex

    explicit Internal(WorkerOptions given) : options(std::move(given)), recognition(options) {}

    /// Waits for a turn; the worker is null where one has yet to be started.
    std::unique_ptr<WorkerProcess> acquire() {
        std::unique_lock lock(mutex);
        freed.wait(lock, [&] { return busy < options.workers; });
        ++busy;
        if (idle.empty()) return nullptr;
        auto worker = std::move(idle.back());
        idle.pop_back();
        return worker;
    }

    void release(std::unique_ptr<WorkerProcess> worker) {
        if (worker && !worker->usable()) worker.reset();
        {
            const std::lock_guard lock(mutex);
            --busy;
            if (worker) idle.push_back(std::move(worker));
        }
        freed.notify_one();
    }
};

WorkerPool::WorkerPool(WorkerOptions options) : internal_(std::make_unique<Internal>(std::move(options))) {
    if (internal_->options.workers == 0)
        throw Failure(ErrorCode::internal, "A pool of workers needs at least one worker");
    std::error_code error;
    if (!std::filesystem::is_regular_file(internal_->options.program, error))
        throw Failure(ErrorCode::internal, "There is no program " + internal_->options.program.string() +
                                               "; indexer-worker belongs beside indexer");
    internal_->idle.push_back(std::make_unique<WorkerProcess>(internal_->options));
}

WorkerPool::~WorkerPool() = default;

Extraction WorkerPool::extract(const ExtractionJob& job) {
    auto worker = internal_->acquire();
    Extraction extraction;
    try {
        if (!worker) worker = std::make_unique<WorkerProcess>(internal_->options);
        extraction = worker->extract(job);
    } catch (const std::exception& error) {
        worker.reset();
        extraction = {};
        extraction.reason = std::string("no extractor could be started: ") + error.what();
    }
    internal_->release(std::move(worker));
    internal_->recognition.complete(job, extraction);
    return extraction;
}

} // namespace samling
