#include "indexer/prepare_files.h"

#include <algorithm>
#include <mutex>
#include <thread>

#include "indexer/archive_members.h"
#include "indexer/bounded_queue.h"

namespace samling {

void prepare_files(const std::vector<FileToPrepare>& files, const PrepareContext& context, const PrepareRun& run,
                   const std::function<void(PreparedFile)>& take) {
    BoundedQueue<PreparedFile> ready(run.jobs * 2);
    std::atomic<std::size_t> next = 0;
    std::exception_ptr broken;
    std::mutex broken_mutex;
    std::vector<std::jthread> threads;
    std::atomic<std::size_t> running = run.jobs;
    for (std::size_t i = 0; i < run.jobs; ++i)
        threads.emplace_back([&] {
            try {
                for (auto at = next++; at < files.size() && !run.stop; at = next++)
                    if (!prepare_with_members(files[at], context,
                                              [&](PreparedFile file) { return !run.stop && ready.push(std::move(file)); }))
                        break;
            } catch (...) {
                const std::lock_guard lock(broken_mutex);
                broken = std::current_exception();
                next = files.size();
            }
            if (--running == 0) ready.close();
        });
    try {
        while (auto prepared = ready.pop())
            take(std::move(*prepared));
    } catch (...) {
        ready.close(); // lets the threads end before the queue goes
        throw;
    }
    threads.clear();
    if (broken) std::rethrow_exception(broken);
}

void largest_first(std::vector<FileToPrepare>& files) {
    constexpr std::int64_t kLarge = 256 * 1024;
    std::stable_sort(files.begin(), files.end(), [](const FileToPrepare& a, const FileToPrepare& b) {
        return a.file.size > b.file.size && a.file.size >= kLarge;
    });
}

} // namespace samling
