#pragma once
// A small collection that never changes, taken in by the indexer itself: what the golden answers are about.

#include "tests/e2e/programs.h"

namespace samling::test {

/// Four documents: two ready records of several pages (one in Arabic, one with hostile words), a Markdown file with front
/// matter, an HTML file. The first call takes them in; they are gone when the process ends.
const std::filesystem::path& small_collection();

} // namespace samling::test
