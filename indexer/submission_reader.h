#pragma once
// The first half of a submission's way: from a file that was received to what its member is shown.

#include "indexer/submission_tools.h"

namespace samling {

/// Reads the file of submission `key` with a worker, tags it, looks for documents that are the same or nearly, and keeps all
/// that; or, where nothing can be read, why. A submission that is not received (any more) is left alone. Throws what storage
/// throws, never for what is in the file.
void read_submission(std::int64_t key, const SubmissionTools& tools);

} // namespace samling
