#include "searchd/web/review_decision.h"

#include "schema/failure.h"
#include "searchd/web/document_access.h"
#include "searchd/web/submission_access.h"

namespace samling {
namespace {

/// Whether it may become a version of this document: whose curators alone say what becomes of it.
std::string merge_mistake(const SiteContext& context, const Visit& visit, const std::string& id) {
    std::string mistake;
    context.catalogs.with([&](Catalog& catalog) {
        const auto version = find_visible(catalog, visit, id);
        if (!version) mistake = "there is no such document";
        else if (!may_curate(visit.viewer(), version->metadata)) mistake = "only a curator of a coalition of that document publishes new versions of it; publish it as a new document, or ask one of them";
    });
    return mistake;
}

} // namespace

Mistakes decide(const SiteContext& context, const Visit& visit, const Decision& decision) {
    const auto& act = *decision.act;
    auto submission = context.transactions.read([&](SqliteDatabase& database) { return reviewed_submission(database, visit); });
    Mistakes mistakes;
    if (act.reason == SubmissionAct::Reason::needed && decision.reason.empty()) mistakes["reason"] = "say why: the member reads it";
    if (decision.reason.size() > kLongestReason) mistakes["reason"] = "at most " + std::to_string(kLongestReason) + " bytes";
    Proposal proposal{submission.proposed, submission.document, {}};
    if (act.to == SubmissionState::accepted) {
        if (decision.version_of) proposal = read_proposal({{"version_of", {*decision.version_of}}}, submission,
                                                          {*visit.vocabularies, visit.viewer(), ProposalScope::Absent::kept,
                                                           [&](const std::string& id) { return is_known(context, visit, id); }});
        for (const auto& [field, sentence] : proposal.mistakes) mistakes[field] = sentence;
        if (!proposal.document.empty() && !mistakes.contains("version_of"))
            if (const auto mistake = merge_mistake(context, visit, proposal.document); !mistake.empty()) mistakes["version_of"] = mistake;
    }
    if (!mistakes.empty()) return mistakes;
    submission.revision = decision.revision;
    context.transactions.write([&](SqliteDatabase& database) {
        const auto now = reviewed_submission(database, visit);
        if (now.revision != decision.revision || !is_submission_move(now.state, act.to, SubmissionActor::curator)) Submissions(database).refuse(now.key);
        act_on(database, visit, edit(database, visit, submission, proposal), act, now, decision.reason);
    });
    return {};
}

std::optional<SubmissionFilter> review_filter(const Visit& visit, const std::string& coalition, const std::string& state, const std::string& text) {
    const auto& viewer = visit.viewer();
    SubmissionFilter filter;
    if (!coalition.empty()) {
        if (!viewer.is_curator_of(coalition)) return std::nullopt;
        filter.coalitions = {coalition};
    } else if (!viewer.is_administrator()) {
        if (viewer.curator.empty()) return std::nullopt;
        filter.coalitions = viewer.curator;
    }
    const auto named = submission_state_named(state);
    if (named && is_reviewed(*named)) filter.states = {*named};
    else if (state == "all") filter.states.assign(kReviewedStates.begin(), kReviewedStates.end());
    else filter.states = {SubmissionState::submitted};
    filter.text = text;
    return filter;
}

} // namespace samling
