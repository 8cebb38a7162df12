#pragma once
// Where the checkout lies, and what was built from it. One source file knows, so that all others are the same for a compiler's cache
// in each checkout.

#include <filesystem>

namespace samling::test {

/// The root of the sources.
std::filesystem::path source_directory();
/// Where the programs are: indexer, indexer-worker, searchd, and those made for tests.
std::filesystem::path program_directory();
/// What the programs find beside themselves: vocabulary, templates, static.
std::filesystem::path share_directory();

} // namespace samling::test
