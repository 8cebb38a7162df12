#pragma once
// One running worker, seen from the pool.

#include <chrono>
#include <string>

#include <sys/types.h>

#include "indexer/worker_pool.h"

namespace samling {

/// A child process and its socket. Not thread-safe: one thread at a time holds it.
class WorkerProcess {
public:
    /// Starts the program and waits for its greeting. Throws Failure{internal} with the reason when there is
    /// none within 30 s or the worker refuses to run.
    enum class Work { reading, recognising };
    explicit WorkerProcess(const WorkerOptions& options, Work work = Work::reading);
    ~WorkerProcess(); ///< Kills it, if it still runs, and reaps it.
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    /// As WorkerPool::extract.
    Extraction extract(const ExtractionJob& job);

    /// False once it died, was killed, or has read as many documents as it may.
    bool usable() const { return pid_ > 0 && documents_ < options_.documents_per_worker; }
    pid_t pid() const { return pid_; }

private:
    void start();
    void greet();
    /// Kills and reaps; returns how it ended (a wait status) and sets spent_.
    int end();
    double cpu_seconds() const;
    void limit_cpu(double already_spent);
    std::string reason_of_death();

    WorkerOptions options_;
    Work work_;
    pid_t pid_ = -1;
    int socket_ = -1;
    std::size_t documents_ = 0;
    double spent_ = 0; ///< CPU seconds of the dead process.
};

} // namespace samling
