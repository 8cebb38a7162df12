#pragma once
// The second half of a submission's way: from what was accepted to a document of the collection.

#include "indexer/collection_writer.h"
#include "indexer/submission_tools.h"

namespace samling {

/// Makes submission `key` a document, or a new version of the one it names, and says so in the submission and the audit log.
/// Tags that its people added or struck out become decisions on the document, which outlive rules and vocabularies. What
/// cannot be published goes back to the curators with the reason. Killed at any moment, it is done once by the next call.
/// A submission that is not accepted is left alone. Committed to the catalog and, unless in a bulk load, to the index.
void publish_submission(std::int64_t key, CollectionWriter& writer, const SubmissionTools& tools);

} // namespace samling
