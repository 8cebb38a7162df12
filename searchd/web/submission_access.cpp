#include "searchd/web/submission_access.h"

#include <algorithm>

#include "corpus/submissions.h"
#include "schema/failure.h"
#include "searchd/web/answers.h"
#include "searchd/web/document_access.h"

namespace samling {
namespace {

bool is_own(const Submission& submission, const Viewer& viewer) {
    return viewer.is_signed_in() && submission.account == viewer.account;
}

bool is_to_review(const Submission& submission, const Viewer& viewer) {
    return is_reviewed(submission.state) && viewer.is_curator_of(submission.coalition);
}

Submission found(SqliteDatabase& database, const Visit& visit, bool (*fits)(const Submission&, const Viewer&)) {
    auto submission = Submissions(database).find(number_or_zero(visit.taken[0]));
    if (!submission || !fits(*submission, visit.viewer())) throw Failure(ErrorCode::not_found, "there is no such submission");
    return std::move(*submission);
}

} // namespace

bool is_reviewed(SubmissionState state) {
    return std::find(kReviewedStates.begin(), kReviewedStates.end(), state) != kReviewedStates.end();
}

Submission own_submission(SqliteDatabase& database, const Visit& visit) { return found(database, visit, is_own); }

Submission reviewed_submission(SqliteDatabase& database, const Visit& visit) { return found(database, visit, is_to_review); }

Submission readable_submission(SqliteDatabase& database, const Visit& visit) {
    return found(database, visit, [](const Submission& submission, const Viewer& viewer) { return is_own(submission, viewer) || is_to_review(submission, viewer); });
}

std::vector<ShownLookalike> shown_lookalikes(const SiteContext& context, const Visit& visit, const std::vector<Lookalike>& lookalikes) {
    std::vector<ShownLookalike> shown;
    if (lookalikes.empty()) return shown;
    context.catalogs.with([&](Catalog& catalog) {
        for (const auto& one : lookalikes)
            if (const auto version = find_visible(catalog, visit, one.document)) shown.push_back({one, version->metadata.title, version->number});
    });
    return shown;
}

bool is_known(const SiteContext& context, const Visit& visit, const std::string& id) {
    bool known = false;
    context.catalogs.with([&](Catalog& catalog) { known = find_visible(catalog, visit, id).has_value(); });
    return known;
}

bool may_curate(const Viewer& viewer, const Metadata& record) {
    const auto& coalitions = record.of(TagField::coalition);
    return viewer.is_administrator() || std::any_of(coalitions.begin(), coalitions.end(), [&](const Tag& tag) {
               return tag.origin == Origin::person && viewer.is_curator_of(tag.code);
           });
}

} // namespace samling
