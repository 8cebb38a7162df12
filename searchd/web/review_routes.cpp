// What members have submitted, before those who decide on it.

#include <array>

#include "corpus/submissions.h"
#include "schema/failure.h"
#include "searchd/web/answers.h"
#include "searchd/web/form_view.h"
#include "searchd/web/review_decision.h"
#include "searchd/web/routes.h"
#include "searchd/web/submission_view.h"

namespace samling {
namespace {

using enum SubmissionState;

constexpr std::size_t kListed = 50;

ViewList coalition_choices(const Visit& visit, const std::string& chosen) {
    ViewList rows;
    const auto& vocabulary = visit.vocabularies->of(TagField::coalition);
    for (const auto& item : vocabulary.concepts()) {
        if (!visit.viewer().is_curator_of(item.code)) continue;
        View row;
        row["value"] = item.code;
        row["label"] = vocabulary.label(item.code, "en");
        row["chosen"] = flag(item.code == chosen);
        rows.push_back(row);
    }
    return rows;
}

Response queue(const SiteContext& context, const Visit& visit) {
    const auto asked = [&](const char* name) { return visit.request.parameter(name).value_or(""); };
    const auto coalition = asked("coalition"), state = asked("state"), text = asked("q");
    std::vector<Submission> found;
    if (auto filter = review_filter(visit, coalition, state, text)) {
        filter->before = number_or_zero(asked("before"));
        filter->limit = kListed;
        found = context.transactions.read([&](SqliteDatabase& database) { return Submissions(database).list(*filter); });
    }
    View view;
    ViewList rows;
    for (const auto& one : found) rows.push_back(submission_row(one, "/review", *visit.vocabularies));
    view["has_rows"] = flag(!rows.empty());
    view["rows"] = View(rows);
    view["query"] = text;
    view["all_states"] = flag(state == "all");
    view["states"] = View(state_choices(kReviewedStates, state.empty() ? "submitted" : state));
    view["coalitions"] = View(coalition_choices(visit, coalition));
    if (found.size() == kListed)
        view["older"] = "/review?coalition=" + percent_encode(coalition) + "&state=" + percent_encode(state) + "&q=" + percent_encode(text) + "&before=" + std::to_string(found.back().key);
    return form_answer(context, "review", "Review", view);
}

struct Reviewed {
    Submission submission;
    std::vector<SubmissionNote> notes;
    std::vector<Lookalike> lookalikes;
};

Reviewed read_reviewed(const SiteContext& context, const Visit& visit) {
    return context.transactions.read([&](SqliteDatabase& database) {
        Reviewed all{reviewed_submission(database, visit), {}, {}};
        all.notes = Submissions(database).notes(all.submission.key);
        all.lookalikes = Submissions(database).lookalikes(all.submission.key);
        return all;
    });
}

ViewList evidence_rows(const Submission& submission, const Vocabularies& vocabularies) {
    ViewList rows;
    for (const auto& [field, name] : kTagFields)
        for (const auto& tag : submission.proposed.of(field))
            for (const auto& evidence : tag.evidence) {
                View row;
                row["field"] = proposal_label(name);
                row["label"] = vocabularies.of(field).label(tag.code, "en");
                row["page"] = std::to_string(evidence.page);
                row["url"] = "/submissions/" + std::to_string(submission.key) + "/pages/" + std::to_string(evidence.page) + "?q=" + percent_encode("\"" + evidence.quote + "\"");
                row["quote"] = evidence.quote;
                rows.push_back(row);
            }
    return rows;
}

/// The item, with what was said in the form where the decision could not be taken.
Response review_answer(const SiteContext& context, const Visit& visit, const Mistakes& mistakes) {
    const auto all = read_reviewed(context, visit);
    const auto& submission = all.submission;
    auto view = form_view(visit, mistakes);
    fill_submission(view, submission, *visit.vocabularies);
    fill_notes(view, all.notes);
    view["undecided"] = flag(submission.state == submitted);
    view["reason_typed"] = visit.form.value("reason");
    view["differences"] = View(compared_rows(submission, *visit.vocabularies));
    // The pages that evidence leads to are forgotten once all is decided.
    const bool has_pages = submission.state == submitted || submission.state == returned || submission.state == accepted;
    const auto evidence = has_pages ? evidence_rows(submission, *visit.vocabularies) : ViewList{};
    view["has_evidence"] = flag(!evidence.empty());
    view["evidence"] = View(evidence);
    auto chosen = submission.document;
    if (visit.form.has("version_of")) chosen = visit.form.value("version_of") == "other" ? visit.form.value("version_of_other") : visit.form.value("version_of");
    fill_version_choices(view, shown_lookalikes(context, visit, all.lookalikes), chosen);
    if (!mistakes.empty() && !mistakes.contains("")) view["revision"] = visit.form.value("revision");
    auto response = form_answer(context, "review_item", "Review: " + submission_title(submission), view, mistakes);
    if (mistakes.contains("")) response.status = error_kind(ErrorCode::conflict).http_status;
    if (submission.state == accepted) refresh_soon(response);
    return response;
}

Response review_page(const SiteContext& context, const Visit& visit) { return review_answer(context, visit, {}); }

Response decide_on(const SiteContext& context, const Visit& visit) {
    Decision decision{submission_act(visit.form.value("act"), SubmissionActor::curator), number_or_zero(visit.form.value("revision")), visit.form.trimmed("reason"), {}};
    context.transactions.read([&](SqliteDatabase& database) { reviewed_submission(database, visit); });
    if (decision.act == nullptr) throw Failure(ErrorCode::invalid_argument, "there is no such act");
    if (visit.form.has("version_of")) decision.version_of = visit.form.value("version_of") == "other" ? visit.form.trimmed("version_of_other") : visit.form.value("version_of");
    try {
        const auto mistakes = decide(context, visit, decision);
        return mistakes.empty() ? see_other("/review/" + visit.taken[0]) : review_answer(context, visit, mistakes);
    } catch (const Failure& failure) {
        if (failure.code() != ErrorCode::conflict) throw;
        return review_answer(context, visit, {{"", failure.what()}});
    }
}

/// The form in which a curator corrects a proposal, with `typed` in it where that could not be saved.
Response edit_answer(const SiteContext& context, const Visit& visit, const ProposalFields* typed, const Mistakes& mistakes) {
    const auto all = read_reviewed(context, visit);
    const auto& submission = all.submission;
    auto view = form_view(visit, mistakes);
    fill_submission(view, submission, *visit.vocabularies);
    if (!mistakes.empty() && !mistakes.contains("")) view["revision"] = visit.form.value("revision");
    view["by_curator"] = flag(true);
    view["back"] = "/review/" + visit.taken[0];
    view["action"] = "/review/" + visit.taken[0] + "/edit";
    const auto fields = typed != nullptr ? *typed : fields_of(submission);
    fill_proposal_form(view, {submission, fields, mistakes, *visit.vocabularies, visit.viewer()});
    const auto chosen = fields.find("version_of");
    fill_version_choices(view, shown_lookalikes(context, visit, all.lookalikes), chosen == fields.end() || chosen->second.empty() ? "" : chosen->second.front());
    auto response = form_answer(context, "review_edit", "Correct: " + submission_title(submission), view, mistakes);
    if (mistakes.contains("")) response.status = error_kind(ErrorCode::conflict).http_status;
    return response;
}

Response edit_page(const SiteContext& context, const Visit& visit) { return edit_answer(context, visit, nullptr, {}); }

Response save_edit(const SiteContext& context, const Visit& visit) {
    auto submission = context.transactions.read([&](SqliteDatabase& database) { return reviewed_submission(database, visit); });
    submission.revision = number_or_zero(visit.form.value("revision"));
    const auto fields = form_fields(visit.form);
    const auto proposal = read_proposal(fields, submission, {*visit.vocabularies, visit.viewer(), ProposalScope::Absent::cleared,
                                                             [&](const std::string& id) { return is_known(context, visit, id); }});
    if (!proposal.mistakes.empty()) return edit_answer(context, visit, &fields, proposal.mistakes);
    try {
        context.transactions.write([&](SqliteDatabase& database) {
            const auto now = reviewed_submission(database, visit);
            if (now.revision != submission.revision || now.state != submitted) Submissions(database).refuse(now.key);
            edit(database, visit, submission, proposal);
        });
    } catch (const Failure& failure) {
        if (failure.code() != ErrorCode::conflict) throw;
        return edit_answer(context, visit, &fields, {{"", failure.what()}});
    }
    return see_other("/review/" + visit.taken[0]);
}

constexpr std::array kRoutes = {
    Route{"/review", queue, "What waits for a curator, with filters", method::read, Access::curator},
    Route{"/review/{key}", review_page, "What was proposed beside what was read", method::read, Access::curator},
    Route{"/review/{key}", decide_on, "Publishes, sends back or rejects", method::post, Access::curator},
    Route{"/review/{key}/edit", edit_page, "The proposal, for a curator to correct", method::read, Access::curator},
    Route{"/review/{key}/edit", save_edit, "Saves what a curator corrected", method::post, Access::curator}};

} // namespace

std::span<const Route> review_routes() {
    return kRoutes;
}

} // namespace samling
