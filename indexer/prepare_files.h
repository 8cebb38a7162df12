#pragma once
// Many files prepared at once, each taken in by one thread.

#include <atomic>
#include <functional>
#include <vector>

#include "indexer/prepare_file.h"

namespace samling {

struct PrepareRun {
    std::size_t jobs;              ///< Threads that prepare.
    const std::atomic<bool>& stop; ///< What is not begun when it is set is left out.
};

/// Prepares `files`, the first first, with the members of those that are archives, and gives each to `take`, in this thread and in
/// the order in which they are done. Throws what preparing (storage) or `take` throws.
void prepare_files(const std::vector<FileToPrepare>& files, const PrepareContext& context, const PrepareRun& run,
                   const std::function<void(PreparedFile)>& take);

/// Files that take long go first, largest first: one that came last would be read while the other threads have nothing
/// left to do. The many small ones keep their order.
void largest_first(std::vector<FileToPrepare>& files);

} // namespace samling
