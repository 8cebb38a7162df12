#pragma once
// Queries, ours and plain Xapian's in turn, in one thread of one process.

#include <filesystem>

#include "tests/bench/ingest_bench.h"

namespace samling::bench {

/// Runs every query of `queries` several times on both, and prints CPU time by kind and extent, ratios, and
/// how many totals are those of the reference counts. Throws Failure{unreadable_file}.
void bench_queries(const std::filesystem::path& queries, const std::filesystem::path& vocabulary,
                   const Collections& collections);

} // namespace samling::bench
