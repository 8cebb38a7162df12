#include "searchd/web/submission_acts.h"

#include <algorithm>

#include "corpus/accounts.h"
#include "corpus/submissions.h"
#include "schema/failure.h"
#include "searchd/web/document_view.h"

namespace samling {
namespace {

std::string subject_of(const Submission& submission) { return "submission " + std::to_string(submission.key); }

/// "title, theme": what differs between two states of a submission.
std::string changed_fields(const Submission& before, const Submission& after) {
    const auto old_fields = fields_of(before), new_fields = fields_of(after);
    std::vector<std::string> names;
    for (const auto& [name, values] : new_fields) {
        const auto old = old_fields.find(name);
        if (old == old_fields.end() ? !values.empty() : old->second != values) names.push_back(name);
    }
    for (const auto& [name, values] : old_fields)
        if (!new_fields.contains(name)) names.push_back(name);
    return joined(names, ", ");
}

/// Whether whoever handed it in needs no curator: for a new document, in every coalition that it names. New versions go
/// through review.
bool is_direct(SqliteDatabase& database, const Submission& submission) {
    if (!submission.document.empty()) return false;
    const auto account = Accounts(database).find(submission.account);
    const auto& coalitions = submission.proposed.of(TagField::coalition);
    return account && std::all_of(coalitions.begin(), coalitions.end(), [&](const Tag& tag) {
               return tag.origin != Origin::person || std::any_of(account->roles.begin(), account->roles.end(), [&](const CoalitionRole& role) {
                          return role.coalition == tag.code && role.publishing == Publishing::direct;
                      });
           });
}

} // namespace

const SubmissionAct* submission_act(std::string_view name, SubmissionActor by) {
    const auto found = std::find_if(kSubmissionActs.begin(), kSubmissionActs.end(), [&](const auto& act) { return act.name == name && act.by == by; });
    return found == kSubmissionActs.end() ? nullptr : &*found;
}

std::int64_t edit(SqliteDatabase& database, const Visit& visit, const Submission& submission, const Proposal& proposal) {
    if (proposal.record == submission.proposed && proposal.document == submission.document) return submission.revision;
    Submissions submissions(database);
    submissions.put_proposal(submission.key, submission.revision, proposal.record, proposal.document);
    const auto now = submissions.find(submission.key).value();
    auto entry = visit.visitor.entry("submission.edit", subject_of(submission));
    entry.before = submission.proposed.title;
    entry.after = now.proposed.title + " (changed: " + changed_fields(submission, now) + ")";
    AuditLog(database).append(entry);
    return now.revision;
}

void act_on(SqliteDatabase& database, const Visit& visit, std::int64_t revision, const SubmissionAct& act, const Submission& submission,
            const std::string& reason) {
    Submissions submissions(database);
    auto entry = visit.visitor.entry(std::string(act.audited), subject_of(submission));
    auto to = act.to;
    if (act.to == SubmissionState::submitted) {
        if (!visit.viewer().is_member_of(submission.coalition))
            throw Failure(ErrorCode::forbidden, "you are no member of '" + submission.coalition + "' any more; nothing was submitted");
        if (const auto now = submissions.find(submission.key); now && is_direct(database, *now)) to = SubmissionState::accepted;
    }
    submissions.move(submission.key, revision, {to, act.by, entry.who, reason});
    entry.before = std::string(submission_state_name(submission.state));
    entry.after = std::string(submission_state_name(to)) + (reason.empty() ? "" : ": " + reason);
    AuditLog(database).append(entry);
}

} // namespace samling
