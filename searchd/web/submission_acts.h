#pragma once
// What people do to submissions: a table of acts, each one transaction with its row in the audit log.

#include <array>
#include <string>
#include <string_view>

#include "corpus/sqlite.h"
#include "corpus/submission.h"
#include "searchd/web/proposal.h"
#include "searchd/web/visit.h"

namespace samling {

struct SubmissionAct {
    std::string_view name;    ///< In forms and in JSON.
    SubmissionActor by;
    SubmissionState to;
    std::string_view audited; ///< Its name in the audit log.
    enum class Proposal { none, taken } proposal = Proposal::none; ///< Whether it brings what was corrected along.
    enum class Reason { no, needed } reason = Reason::no;          ///< Whether it has to say why.
};
/// Saving a proposal, which moves nothing, is edit() below.
inline constexpr std::array<SubmissionAct, 6> kSubmissionActs = {{
    {"submit", SubmissionActor::member, SubmissionState::submitted, "submission.submit", SubmissionAct::Proposal::taken},
    {"discard", SubmissionActor::member, SubmissionState::discarded, "submission.discard"},
    {"reread", SubmissionActor::member, SubmissionState::received, "submission.reread"},
    {"publish", SubmissionActor::curator, SubmissionState::accepted, "submission.accept"},
    {"return", SubmissionActor::curator, SubmissionState::returned, "submission.return", SubmissionAct::Proposal::none, SubmissionAct::Reason::needed},
    {"reject", SubmissionActor::curator, SubmissionState::rejected, "submission.reject", SubmissionAct::Proposal::none, SubmissionAct::Reason::needed},
}};
/// Null for a name that is none, or none of `by`.
const SubmissionAct* submission_act(std::string_view name, SubmissionActor by);
inline constexpr std::size_t kLongestReason = 4000;

/// Keeps what was corrected, where it is another than before; returns the revision after it. Throws Failure{conflict}
/// unless `submission.revision` is still the newest.
std::int64_t edit(SqliteDatabase& database, const Visit& visit, const Submission& submission, const Proposal& proposal);

/// Does `act`, seen at `revision`. A member who may publish directly in all that the proposal touches submits to
/// accepted. Throws Failure{conflict} when somebody was faster, Failure{forbidden} for a coalition that the viewer has left.
void act_on(SqliteDatabase& database, const Visit& visit, std::int64_t revision, const SubmissionAct& act, const Submission& submission,
            const std::string& reason);

} // namespace samling
