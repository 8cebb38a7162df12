#include "searchd/web/routes.h"

#include <array>

#include "corpus/utc_time.h"
#include "searchd/web/answers.h"
#include "searchd/web/overview.h"

namespace samling {
namespace {

Overview overview_of(const SiteContext& context, const Visit& visit) {
    Overview overview;
    SearchRequest all;
    all.limit = 0;
    overview.all = search_as(context, visit, all);
    context.catalogs.with([&](Catalog& catalog) {
        overview.size = catalog.size_for(visit.audience(), utc_today());
    });
    return overview;
}

Response overview(const SiteContext& context, const Visit& visit) {
    return html_answer(context.templates->render("overview", "Overview – Samling", overview_view(overview_of(context, visit), *visit.vocabularies)));
}

Response api_overview(const SiteContext& context, const Visit& visit) { return json_answer(overview_json(overview_of(context, visit))); }

constexpr std::array kRoutes = {Route{"/overview", overview, "What the collection holds: totals, map, timeline"},
                                Route{"/api/v1/overview", api_overview, "The same as JSON"}};

} // namespace

std::span<const Route> overview_routes() {
    return kRoutes;
}

} // namespace samling
