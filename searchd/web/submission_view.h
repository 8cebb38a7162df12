#pragma once
// A submission as template values: how it stands, what was read, what was said.

#include "corpus/submissions.h"
#include "searchd/web/submission_access.h"

namespace samling {

/// "Notes on zebras", or the file's name where there is no title yet.
std::string submission_title(const Submission& submission);
/// One line of a list. `address` is where it leads, "/submissions" or "/review".
View submission_row(const Submission& submission, const std::string& address, const Vocabularies& vocabularies);
/// What every page of a submission shows: title, state and its reason, the file, what was read, its pages.
void fill_submission(View& view, const Submission& submission, const Vocabularies& vocabularies);
/// What happened to it, oldest first.
void fill_notes(View& view, const std::vector<SubmissionNote>& notes);
/// A choice among states, "" for `any` before them.
ViewList state_choices(std::span<const SubmissionState> states, const std::string& chosen);

/// That the page shows what is about to change by itself: a browser asks again in a moment, without JavaScript too.
void refresh_soon(Response& response);

} // namespace samling
