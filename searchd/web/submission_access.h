#pragma once
// Submissions as the viewer of a request may see them: the one way from an address to a submission. What is not there and
// what is somebody else's is not_found, in the same words.

#include "corpus/sqlite.h"
#include "corpus/submission.h"
#include "searchd/web/proposal_view.h"
#include "searchd/web/routes.h"

namespace samling {

/// States of what curators have to do with; a member's drafts are the member's own.
inline constexpr std::array kReviewedStates = {SubmissionState::submitted, SubmissionState::returned, SubmissionState::accepted,
                                               SubmissionState::published, SubmissionState::rejected};
bool is_reviewed(SubmissionState state);

/// That of the key which stands first in the address, handed in by the viewer.
Submission own_submission(SqliteDatabase& database, const Visit& visit);
/// The same, in one of kReviewedStates, of a coalition that the viewer curates.
Submission reviewed_submission(SqliteDatabase& database, const Visit& visit);
/// Either of both.
Submission readable_submission(SqliteDatabase& database, const Visit& visit);

/// What of `lookalikes` the viewer may know of, with titles. Opens a catalog.
std::vector<ShownLookalike> shown_lookalikes(const SiteContext& context, const Visit& visit, const std::vector<Lookalike>& lookalikes);
/// Whether the viewer may know of this document. Opens a catalog.
bool is_known(const SiteContext& context, const Visit& visit, const std::string& id);

/// Whether `viewer` decides what becomes of the document with this record: a curator of a coalition that a person gave it.
bool may_curate(const Viewer& viewer, const Metadata& record);

} // namespace samling
