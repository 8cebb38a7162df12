#include "searchd/web/routes.h"

#include <array>
#include <chrono>

#include "searchd/web/answers.h"
#include "searchd/web/crosstab_views.h"

namespace samling {
namespace {

int this_year() {
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    return static_cast<int>(std::chrono::year_month_day(today).year());
}

ParsedCrosstab parsed(const SiteContext& context, const Visit& visit, Caller caller) {
    auto asked = parse_crosstab(visit.request, *visit.vocabularies, caller, this_year());
    if (asked.unknown.empty()) return asked;
    SearchRequest everything;
    everything.limit = 0;
    refuse_unknown(asked, search_as(context, visit, everything), *visit.vocabularies);
    return asked;
}

Response gaps(const SiteContext& context, const Visit& visit) {
    const auto asked = parsed(context, visit, Caller::person);
    if (!asked.mistakes.empty()) {
        std::string all;
        for (const auto& [parameter, detail] : asked.mistakes) all += (all.empty() ? "" : "; ") + parameter + ": " + detail;
        throw Failure(ErrorCode::invalid_argument, all);
    }
    const auto table = crosstab_as(context, visit, asked.request);
    return html_answer(context.templates->render("gaps", "Gaps – Samling", crosstab_view(asked, table, *visit.vocabularies)));
}

Response api_crosstab(const SiteContext& context, const Visit& visit) {
    const auto asked = parsed(context, visit, Caller::program);
    if (!asked.mistakes.empty()) return mistaken_answer(asked.mistakes, visit.request.target);
    return json_answer(crosstab_json(asked, crosstab_as(context, visit, asked.request)));
}

Response gaps_csv(const SiteContext& context, const Visit& visit) {
    const auto asked = parsed(context, visit, Caller::program);
    if (!asked.mistakes.empty()) return mistaken_answer(asked.mistakes, visit.request.target);
    Response response;
    response.content_type = "text/csv; charset=utf-8; header=present";
    response.headers.emplace_back("Content-Disposition", content_disposition("attachment", "gaps.csv"));
    response.body = crosstab_csv(asked, crosstab_as(context, visit, asked.request));
    return response;
}

constexpr std::array kRoutes = {
    Route{"/gaps", gaps, "Two facets against each other, with what is missing"},
    Route{"/gaps.csv", gaps_csv, "The same as CSV, a line for each cell"},
    Route{"/api/v1/crosstab", api_crosstab, "The same as JSON, empty cells included"}};

} // namespace

std::span<const Route> gap_routes() {
    return kRoutes;
}

} // namespace samling
