#pragma once
// Answers that a person has read and approved, compared byte for byte.

#include <string>

namespace samling::test {

/// Whether `answer` is what stands in `file` (from the root of the sources). With SAMLING_APPROVE set in the
/// environment it is put there instead: see tests/e2e/approve. Otherwise, when it differs, it is written beside the
/// file as FILE.received and the first difference is returned; empty when equal.
std::string golden_difference(const std::string& file, const std::string& answer);

} // namespace samling::test
