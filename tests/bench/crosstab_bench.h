#pragma once
// Our search alone in a process, as in searchd: what it holds in memory, and what a table of two facets costs.

#include <filesystem>

namespace samling::bench {

/// Runs the queries of a file once, with facets and snippets, and then the table of all themes by all groups of
/// regions; prints the CPU time of the table, first and warm, and the peak memory. Throws Failure when that fails.
void bench_crosstab(const std::filesystem::path& queries, const std::filesystem::path& vocabulary,
                    const std::filesystem::path& data);

} // namespace samling::bench
