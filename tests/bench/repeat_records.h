#pragma once
// A larger collection made of a smaller one.

#include <filesystem>

namespace samling::bench {

/// Writes the lines of `records` (JSON Lines, plain or gzip, an "id" in each) `times` times to `target`, gzip; ids of all
/// rounds but the first begin with the number of the round. Throws Failure{unreadable_file}.
void repeat_records(const std::filesystem::path& records, int times, const std::filesystem::path& target);

} // namespace samling::bench
