// Taking a document out of sight, and back: for the curators of its coalitions; and what was, for whoever keeps copies.

#include <algorithm>
#include <array>

#include "corpus/withdrawals.h"
#include "schema/failure.h"
#include "schema/json_writer.h"
#include "searchd/web/answers.h"
#include "searchd/web/api.h"
#include "searchd/web/document_access.h"
#include "searchd/web/form_view.h"
#include "searchd/web/routes.h"
#include "searchd/web/submission_access.h"

namespace samling {
namespace {

constexpr std::size_t kLongestReason = 2000;

struct WithdrawalAct {
    std::string_view name, audited;
    bool (Withdrawals::*run)(const std::string& id, const std::string& person, const std::string& reason);
    std::string_view done_already;
};
constexpr std::array<WithdrawalAct, 2> kActs = {{{"withdraw", "document.withdraw", &Withdrawals::withdraw, "it is withdrawn already"},
                                                 {"restore", "document.restore", &Withdrawals::restore, "it is not withdrawn"}}};

/// The document in the address, withdrawn or not, if it is the viewer's to decide on.
Metadata curated_record(const SiteContext& context, const Visit& visit) {
    std::optional<StoredVersion> newest;
    context.catalogs.with([&](Catalog& catalog) { newest = catalog.find(visit.taken[0]); });
    if (!newest || !is_visible(newest->metadata, visit)) throw Failure(ErrorCode::not_found, "there is no document '" + visit.taken[0] + "'");
    if (!may_curate(visit.viewer(), newest->metadata)) throw Failure(ErrorCode::forbidden, "only curators of a coalition of this document may do this");
    return newest->metadata;
}

Response withdrawal_answer(const SiteContext& context, const Visit& visit, const Mistakes& mistakes) {
    const auto record = curated_record(context, visit);
    const auto withdrawal = context.transactions.read([&](SqliteDatabase& database) { return Withdrawals(database).find(record.id); });
    auto view = form_view(visit, mistakes);
    view["heading"] = record.title;
    view["id"] = percent_encode(record.id);
    view["reason"] = visit.form.value("reason");
    view["withdrawn"] = flag(withdrawal.has_value());
    if (withdrawal) {
        view["at"] = withdrawal->at;
        view["person"] = withdrawal->person;
        view["why"] = withdrawal->reason;
    }
    return form_answer(context, "withdrawal", "Withdraw or restore: " + record.title, view, mistakes);
}

Response withdrawal_page(const SiteContext& context, const Visit& visit) { return withdrawal_answer(context, visit, {}); }

Response change_withdrawal(const SiteContext& context, const Visit& visit) {
    const auto record = curated_record(context, visit);
    const auto name = visit.form.value("act"), reason = visit.form.trimmed("reason");
    const auto act = std::find_if(kActs.begin(), kActs.end(), [&](const WithdrawalAct& one) { return one.name == name; });
    if (act == kActs.end()) throw Failure(ErrorCode::invalid_argument, "there is no such act");
    if (reason.empty() || reason.size() > kLongestReason)
        return withdrawal_answer(context, visit, {{"reason", reason.empty() ? "say why: everybody who comes here reads it" : "at most 2000 bytes"}});
    context.transactions.write([&](SqliteDatabase& database) {
        auto entry = visit.visitor.entry(std::string(act->audited), "document " + record.id);
        if (!(Withdrawals(database).*act->run)(record.id, entry.who, reason)) throw Failure(ErrorCode::conflict, std::string(act->done_already));
        entry.before = record.title;
        entry.after = reason;
        AuditLog(database).append(entry);
    });
    return see_other("/documents/" + percent_encode(record.id) + "/withdrawal");
}

/// Deletion records, newest first: what a harvester has to take out of its copy.
Response api_withdrawals(const SiteContext& context, const Visit& visit) {
    constexpr std::size_t kMost = 1000;
    const auto since = visit.request.parameter("since").value_or("");
    if (!since.empty() && !parse_date(since.substr(0, since.find('T')))) throw Failure(ErrorCode::invalid_argument, "since: '" + since + "' is no date; write YYYY-MM-DD, or with THH:MM:SSZ");
    JsonWriter json;
    json.begin_object().key("withdrawals").begin_array();
    for (const auto& one : visible_withdrawals(context, visit, since, kMost))
        json.begin_object().member("id", one.id).member("title", one.title).member("at", one.at).member("reason", one.reason).member("url", document_url(one.id)).end_object();
    return json_answer(json.end_array().end_object().take() + "\n");
}

constexpr std::array kRoutes = {
    Route{"/api/v1/withdrawals", api_withdrawals, "What was withdrawn, when and why, newest first: deletion records; since=YYYY-MM-DD"},
    Route{"/documents/{id}/withdrawal", withdrawal_page, "Whether a document is withdrawn, and the form to withdraw or restore it", method::read, Access::curator},
    Route{"/documents/{id}/withdrawal", change_withdrawal, "Withdraws or restores, with a reason", method::post, Access::curator}};

} // namespace

std::span<const Route> withdrawal_routes() {
    return kRoutes;
}

} // namespace samling
