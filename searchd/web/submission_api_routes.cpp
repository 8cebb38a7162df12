// Submissions and their review for scripts: what the pages of submission_routes and review_routes do, in JSON.

#include <array>

#include "schema/failure.h"
#include "searchd/web/answers.h"
#include "searchd/web/review_decision.h"
#include "searchd/web/routes.h"
#include "searchd/web/submission_json.h"

namespace samling {
namespace {

constexpr std::size_t kListed = 100;

/// The object of a list; "next" is where the rest is.
std::string list_json(const std::vector<Submission>& found, const std::string& next_address) {
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const auto& one : found) write_submission_row(json, one);
    json.end_array().key("next");
    if (found.size() == kListed) json.value(next_address + "before=" + std::to_string(found.back().key));
    else json.null();
    json.end_object();
    return json.take() + "\n";
}

Response own_list(const SiteContext& context, const Visit& visit) {
    SubmissionFilter filter;
    filter.account = visit.viewer().account;
    filter.before = number_or_zero(visit.request.parameter("before").value_or("0"));
    filter.limit = kListed;
    return json_answer(list_json(context.transactions.read([&](SqliteDatabase& database) { return Submissions(database).list(filter); }), "/api/v1/uploads?"));
}

using FindSubmission = Submission (*)(SqliteDatabase&, const Visit&);

template <FindSubmission find>
Response one(const SiteContext& context, const Visit& visit) {
    SubmissionParts parts;
    const auto lookalikes = context.transactions.read([&](SqliteDatabase& database) {
        parts.submission = find(database, visit);
        parts.notes = Submissions(database).notes(parts.submission.key);
        return Submissions(database).lookalikes(parts.submission.key);
    });
    parts.lookalikes = shown_lookalikes(context, visit, lookalikes);
    return json_answer(submission_json(parts));
}

/// The revision that the body names; 0 where it names none.
std::int64_t revision_in(const std::map<std::string, std::string, std::less<>>& values) {
    const auto found = values.find("revision");
    return found == values.end() ? 0 : number_or_zero(found->second);
}

/// A submission that may be changed now, seen at `revision` (0: as it is).
Submission changeable(SqliteDatabase& database, const Visit& visit, std::int64_t revision) {
    auto submission = own_submission(database, visit);
    const bool editable = submission.state == SubmissionState::read || submission.state == SubmissionState::returned;
    if (!editable || (revision != 0 && revision != submission.revision)) Submissions(database).refuse(submission.key);
    return submission;
}

/// PUT gives the whole proposal, PATCH what changes in it.
template <ProposalScope::Absent absent>
Response put_proposal(const SiteContext& context, const Visit& visit) {
    const auto submission = context.transactions.read([&](SqliteDatabase& database) { return changeable(database, visit, revision_in(json_scalars(visit.request.body))); });
    Mistakes mistakes;
    const auto fields = json_fields(visit.request.body, mistakes);
    const auto proposal = read_proposal(fields, submission, {*visit.vocabularies, visit.viewer(), absent, [&](const std::string& id) { return is_known(context, visit, id); }});
    mistakes.insert(proposal.mistakes.begin(), proposal.mistakes.end());
    if (!mistakes.empty()) return mistaken_proposal(mistakes, visit.request.target);
    context.transactions.write([&](SqliteDatabase& database) {
        changeable(database, visit, submission.revision);
        edit(database, visit, submission, proposal);
    });
    return one<own_submission>(context, visit);
}

/// With or without a body that names a revision.
template <const auto& act_name>
Response act_on_own(const SiteContext& context, const Visit& visit) {
    const auto* act = submission_act(act_name, SubmissionActor::member);
    const auto revision = visit.request.body.empty() ? 0 : revision_in(json_scalars(visit.request.body));
    const auto submission = context.transactions.read([&](SqliteDatabase& database) { return own_submission(database, visit); });
    if (act->proposal == SubmissionAct::Proposal::taken) {
        const auto proposal = read_proposal({}, submission, {*visit.vocabularies, visit.viewer(), ProposalScope::Absent::kept, {}});
        if (!proposal.mistakes.empty()) return mistaken_proposal(proposal.mistakes, visit.request.target);
    }
    context.transactions.write([&](SqliteDatabase& database) { act_on(database, visit, revision == 0 ? submission.revision : revision, *act, submission, ""); });
    return one<own_submission>(context, visit);
}

Response queue(const SiteContext& context, const Visit& visit) {
    const auto asked = [&](const char* name) { return visit.request.parameter(name).value_or(""); };
    auto filter = review_filter(visit, asked("coalition"), asked("state"), asked("q"));
    if (!filter) return json_answer(list_json({}, ""));
    filter->before = number_or_zero(asked("before"));
    filter->limit = kListed;
    const auto found = context.transactions.read([&](SqliteDatabase& database) { return Submissions(database).list(*filter); });
    return json_answer(list_json(found, "/api/v1/review?coalition=" + percent_encode(asked("coalition")) + "&state=" + percent_encode(asked("state")) + "&q=" + percent_encode(asked("q")) + "&"));
}

Response decide_on(const SiteContext& context, const Visit& visit) {
    context.transactions.read([&](SqliteDatabase& database) { reviewed_submission(database, visit); });
    auto values = json_scalars(visit.request.body);
    Decision decision{submission_act(values["decision"], SubmissionActor::curator), revision_in(values), values["reason"], {}};
    if (const auto version_of = values.find("version_of"); version_of != values.end()) decision.version_of = version_of->second;
    Mistakes mistakes;
    if (decision.act == nullptr) mistakes["decision"] = "publish, return or reject";
    if (decision.revision == 0) mistakes["revision"] = "the revision that you looked at";
    if (mistakes.empty()) mistakes = decide(context, visit, decision);
    return mistakes.empty() ? one<reviewed_submission>(context, visit) : mistaken_proposal(mistakes, visit.request.target);
}

constexpr std::string_view kSubmit = "submit", kDiscard = "discard";

constexpr std::array kRoutes = {
    Route{"/api/v1/uploads", own_list, "What one has handed in, newest first", method::read, Access::signed_in, "upload"},
    Route{"/api/v1/uploads/{key}", one<own_submission>, "What was read in a file, the proposal, and how it stands", method::read, Access::signed_in, "upload"},
    Route{"/api/v1/uploads/{key}", put_proposal<ProposalScope::Absent::cleared>, "The whole proposal, in the fields of a record", method::put, Access::signed_in, "upload"},
    Route{"/api/v1/uploads/{key}", put_proposal<ProposalScope::Absent::kept>, "Some fields of the proposal", method::patch, Access::signed_in, "upload"},
    Route{"/api/v1/uploads/{key}", act_on_own<kDiscard>, "Takes it back", method::del, Access::signed_in, "upload"},
    Route{"/api/v1/uploads/{key}/submit", act_on_own<kSubmit>, "Submits it to the curators", method::post, Access::signed_in, "upload"},
    Route{"/api/v1/review", queue, "What waits for a curator", method::read, Access::curator, "review"},
    Route{"/api/v1/review/{key}", one<reviewed_submission>, "All of one that was submitted", method::read, Access::curator, "review"},
    Route{"/api/v1/review/{key}", decide_on, "{decision, reason, revision}: publish, return or reject", method::post, Access::curator, "review"}};

} // namespace

std::span<const Route> submission_api_routes() {
    return kRoutes;
}

} // namespace samling
