#pragma once
// Who hands in a folder shall not have files read that are not in it.

#include <algorithm>
#include <filesystem>

namespace samling {

/// Whether `path`, its links followed, lies outside of the folder `root`. Not of one that leads nowhere. Thread-safe.
inline bool leads_out(const std::filesystem::path& path, const std::filesystem::path& root) {
    std::error_code error;
    const auto target = std::filesystem::canonical(path, error);
    if (error) return false;
    const auto within = std::filesystem::canonical(root, error);
    return !error && std::mismatch(within.begin(), within.end(), target.begin(), target.end()).first != within.end();
}

} // namespace samling
