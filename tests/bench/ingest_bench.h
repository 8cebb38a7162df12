#pragma once
// Taking records in, beside plain Xapian.

#include <filesystem>

namespace samling::bench {

/// Where the two collections lie afterwards.
struct Collections {
    std::filesystem::path ours; ///< A data directory.
    std::filesystem::path peer; ///< A Xapian database.
};

/// Takes `records` in twice, each in a process of its own, and prints what it cost: rate, memory, bytes.
/// Throws Failure when one of the two does not succeed.
void bench_ingest(const std::filesystem::path& records, const std::filesystem::path& vocabulary,
                  const Collections& collections);

} // namespace samling::bench
