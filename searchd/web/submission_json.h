#pragma once
// A submission for programs.

#include "schema/json_writer.h"
#include "searchd/web/submission_access.h"
#include "corpus/submissions.h"

namespace samling {

/// Where it stands, as a member of a list: an object.
void write_submission_row(JsonWriter& json, const Submission& submission);

struct SubmissionParts {
    Submission submission;
    std::vector<SubmissionNote> notes;
    std::vector<ShownLookalike> lookalikes;
};
/// All of it: where it stands, what was read with the evidence of tags, the proposal in the fields in which it can be sent
/// back, documents that it looks like, what was said.
std::string submission_json(const SubmissionParts& parts);

/// 422 with a member "errors", an object of "field" and "detail" for each mistake.
Response mistaken_proposal(const Mistakes& mistakes, const std::string& target);

} // namespace samling
