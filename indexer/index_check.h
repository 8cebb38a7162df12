#pragma once
// What an index holds, for comparing it with the catalog.

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace samling {

struct IndexContents {
    std::vector<std::pair<std::string, std::int64_t>> documents; ///< Id and version key of each, by id.
    std::vector<std::string> mistakes; ///< What is damaged, or written with another layout; for people.
};

/// Reads the index at `directory` from end to end, and has Xapian check its tables. Never throws for what is
/// wrong with it.
IndexContents read_index(const std::filesystem::path& directory);

} // namespace samling
