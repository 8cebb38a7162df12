#pragma once
// Queries, ours and plain Xapian's in turn, in one thread of one process.

#include <filesystem>

#include "searchd/search/search.h"
#include "tests/bench/ingest_bench.h"
#include "tests/bench/queries.h"
#include "tests/bench/xapian_peer.h"

namespace samling::bench {

/// The queries of a file of reference counts. Throws Failure{unreadable_file}.
std::vector<BenchQuery> read_queries(const std::filesystem::path& file);
SearchRequest request_of(const BenchQuery& query, Extent extent);

/// Runs every query of `queries` several times on both, and prints CPU time by kind and extent, ratios, and
/// how many totals are those of the reference counts. Throws Failure{unreadable_file}.
void bench_queries(const std::filesystem::path& queries, const std::filesystem::path& vocabulary,
                   const Collections& collections);

} // namespace samling::bench
