// A member's own submissions: what became of each, and the form in which what was read is put right.

#include <array>

#include "corpus/submissions.h"
#include "schema/failure.h"
#include "searchd/web/answers.h"
#include "searchd/web/facet_views.h"
#include "searchd/web/form_view.h"
#include "searchd/web/routes.h"
#include "searchd/web/submission_acts.h"
#include "searchd/web/submission_view.h"

namespace samling {
namespace {

using enum SubmissionState;

constexpr std::size_t kListed = 50;

Response submissions(const SiteContext& context, const Visit& visit) {
    SubmissionFilter filter;
    filter.account = visit.viewer().account;
    filter.before = number_or_zero(visit.request.parameter("before").value_or("0"));
    filter.limit = kListed;
    const auto found = context.transactions.read([&](SqliteDatabase& database) { return Submissions(database).list(filter); });
    View view;
    ViewList rows;
    for (const auto& one : found) rows.push_back(submission_row(one, "/submissions", *visit.vocabularies));
    view["has_rows"] = flag(!rows.empty());
    view["rows"] = View(rows);
    view["may_upload"] = flag(may(visit.viewer(), Access::member));
    if (found.size() == kListed) view["older"] = "/submissions?before=" + std::to_string(found.back().key);
    return form_answer(context, "submissions", "Your submissions", view);
}

struct OwnSubmission {
    Submission submission;
    std::vector<SubmissionNote> notes;
    std::vector<Lookalike> lookalikes;
};

OwnSubmission read_own(const SiteContext& context, const Visit& visit) {
    return context.transactions.read([&](SqliteDatabase& database) {
        OwnSubmission own{own_submission(database, visit), {}, {}};
        own.notes = Submissions(database).notes(own.submission.key);
        own.lookalikes = Submissions(database).lookalikes(own.submission.key);
        return own;
    });
}

bool is_editable(SubmissionState state) { return state == read || state == returned; }

/// The page with `fields` in its form: those that were typed, where something was wrong with them.
Response submission_answer(const SiteContext& context, const Visit& visit, const ProposalFields* typed, const Mistakes& mistakes) {
    const auto own = read_own(context, visit);
    const auto& submission = own.submission;
    auto view = form_view(visit, mistakes);
    fill_submission(view, submission, *visit.vocabularies);
    fill_notes(view, own.notes);
    view["editable"] = flag(is_editable(submission.state));
    view["action"] = "/submissions/" + std::to_string(submission.key);
    view["rereadable"] = flag(submission.state == unreadable);
    view["discardable"] = flag(is_submission_move(submission.state, discarded, SubmissionActor::member));
    const auto fields = typed != nullptr ? *typed : fields_of(submission);
    if (is_editable(submission.state) || typed != nullptr) {
        view["editable"] = flag(true);
        view["by_member"] = flag(true);
        // A form that comes back for a mistake is still about what was seen then; after a conflict it is about what is now.
        if (!mistakes.empty() && !mistakes.contains("")) view["revision"] = visit.form.value("revision");
        fill_proposal_form(view, {submission, fields, mistakes, *visit.vocabularies, visit.viewer()});
        const auto chosen = fields.find("version_of");
        fill_version_choices(view, shown_lookalikes(context, visit, own.lookalikes), chosen == fields.end() || chosen->second.empty() ? "" : chosen->second.front());
    }
    auto response = form_answer(context, "submission", (mistakes.empty() ? "" : "Not saved: ") + submission_title(submission), view, mistakes);
    if (submission.state == received || submission.state == accepted) refresh_soon(response);
    return response;
}

Response submission_page(const SiteContext& context, const Visit& visit) { return submission_answer(context, visit, nullptr, {}); }

Proposal proposal_in(const SiteContext& context, const Visit& visit, const Submission& submission, const ProposalFields& fields) {
    return read_proposal(fields, submission, {*visit.vocabularies, visit.viewer(), ProposalScope::Absent::cleared,
                                              [&](const std::string& id) { return is_known(context, visit, id); }});
}

/// What was typed again, with who did what meanwhile.
Response conflict_answer(const SiteContext& context, const Visit& visit, const ProposalFields* typed, const std::string& sentence) {
    auto response = submission_answer(context, visit, typed, {{"", sentence}});
    response.status = error_kind(ErrorCode::conflict).http_status;
    return response;
}

Response change_submission(const SiteContext& context, const Visit& visit) {
    const auto name = visit.form.value("act");
    const auto* act = submission_act(name, SubmissionActor::member);
    auto submission = context.transactions.read([&](SqliteDatabase& database) { return own_submission(database, visit); });
    if (act == nullptr && name != "save") throw Failure(ErrorCode::invalid_argument, "there is no such act");
    const bool corrects = act == nullptr || act->proposal == SubmissionAct::Proposal::taken;
    const auto fields = form_fields(visit.form);
    const auto* typed = corrects ? &fields : nullptr;
    submission.revision = number_or_zero(visit.form.value("revision")); // what the member saw
    Proposal proposal;
    if (corrects) proposal = proposal_in(context, visit, submission, fields);
    if (!proposal.mistakes.empty()) return submission_answer(context, visit, typed, proposal.mistakes);
    try {
        context.transactions.write([&](SqliteDatabase& database) {
            if (own_submission(database, visit).revision != submission.revision || (corrects && !is_editable(submission.state))) Submissions(database).refuse(submission.key);
            const auto revision = corrects ? edit(database, visit, submission, proposal) : submission.revision;
            if (act != nullptr) act_on(database, visit, revision, *act, submission, "");
        });
    } catch (const Failure& failure) {
        if (failure.code() != ErrorCode::conflict) throw;
        return conflict_answer(context, visit, typed, failure.what());
    }
    return see_other("/submissions/" + visit.taken[0]);
}

Response submission_text(const SiteContext& context, const Visit& visit) {
    const int number = page_number(visit.taken[1]);
    View view;
    std::string title;
    context.transactions.read([&](SqliteDatabase& database) {
        const auto submission = readable_submission(database, visit);
        const auto page = Submissions(database).page(submission.key, number);
        if (!page) throw Failure(ErrorCode::not_found, "there is no page " + std::to_string(number));
        const bool own = submission.account == visit.viewer().account;
        const auto address = "/submissions/" + std::to_string(submission.key) + "/pages/";
        title = submission_title(submission);
        view["document_url"] = (own ? "/submissions/" : "/review/") + std::to_string(submission.key);
        view["title"] = title;
        view["number"] = std::to_string(number);
        view["count"] = std::to_string(submission.page_count);
        if (!page->label.empty()) view["label"] = page->label;
        if (!page->language.empty()) view["language"] = page->language;
        if (number > 1) view["previous"] = address + std::to_string(number - 1);
        if (number < submission.page_count) view["next"] = address + std::to_string(number + 1);
        ViewList paragraphs;
        for (const auto& paragraph : marked_paragraphs(page->text, marked_words(visit.request), page->language)) paragraphs.push_back(paragraph);
        view["empty"] = flag(paragraphs.empty());
        view["paragraphs"] = View(paragraphs);
    });
    return form_answer(context, "page", "Page " + std::to_string(number) + " of " + title, view);
}

/// A download always, of a type that no browser renders.
Response submission_original(const SiteContext& context, const Visit& visit) {
    const auto submission = context.transactions.read([&](SqliteDatabase& database) { return readable_submission(database, visit); });
    if (submission.object.empty() || !context.objects.contains(submission.object)) throw Failure(ErrorCode::not_found, "the file is not kept here");
    Response response;
    response.content_type = "application/octet-stream";
    response.file = context.objects.path(submission.object);
    response.headers.emplace_back("Content-Disposition", content_disposition("attachment", submission.file_name));
    response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
    return response;
}

constexpr std::array kRoutes = {
    Route{"/submissions", submissions, "What one has handed in, newest first", method::read, Access::signed_in},
    Route{"/submissions/{key}", submission_page, "What was read in a file, how it stands, and the form to put it right", method::read, Access::signed_in},
    Route{"/submissions/{key}", change_submission, "Saves, submits or takes back", method::post, Access::signed_in},
    Route{"/submissions/{key}/pages/{n}", submission_text, "The text of a page, as it was read", method::read, Access::signed_in},
    Route{"/submissions/{key}/original", submission_original, "The file as it came in", method::read, Access::signed_in}};

} // namespace

std::span<const Route> submission_routes() {
    return kRoutes;
}

} // namespace samling
