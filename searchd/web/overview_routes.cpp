#include "searchd/web/routes.h"

#include <array>

#include "searchd/web/answers.h"
#include "searchd/web/overview.h"

namespace samling {
namespace {

Overview overview_of(const SiteContext& context) {
    Overview overview;
    SearchRequest all;
    all.limit = 0;
    overview.all = context.functions.search(all);
    context.catalogs.with([&](Catalog& catalog) {
        overview.counts = catalog.counts();
        overview.months = catalog.documents_by_month();
    });
    return overview;
}

Response overview(const SiteContext& context, const Visit&) {
    return html_answer(context.templates->render("overview", "Overview – Samling", overview_view(overview_of(context), *context.vocabularies)));
}

Response api_overview(const SiteContext& context, const Visit&) { return json_answer(overview_json(overview_of(context))); }

constexpr std::array kRoutes = {Route{"/overview", overview, "What the collection holds: totals, map, timeline"},
                                Route{"/api/v1/overview", api_overview, "The same as JSON"}};

} // namespace

std::span<const Route> overview_routes() {
    return kRoutes;
}

} // namespace samling
