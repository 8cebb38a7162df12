#pragma once
// Reading one small file whole.

#include <cstddef>
#include <filesystem>
#include <string>

namespace samling {

/// The bytes of a regular file, of which at most `limit` + 1 are read, so that a caller can tell "too long".
/// Throws Failure{unreadable_file} naming the file and the reason.
std::string read_small_file(const std::filesystem::path& file, std::size_t limit);

} // namespace samling
