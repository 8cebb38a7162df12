#include "searchd/web/routes.h"

#include <array>

#include "searchd/web/answers.h"
#include "searchd/web/api.h"
#include "searchd/web/search_parameters.h"

namespace samling {
namespace {

Response home(const SiteContext& context, const Request&, const Taken&) {
    SearchRequest all;
    all.limit = 0;
    return html_answer(context.pages.home(context.functions.search(all)));
}

/// Searches, and notes what is displayed.
SearchPage displayed(const SiteContext& context, const SearchRequest& request) {
    auto page = context.functions.search(request);
    context.exposure->add(page.hits, request.offset);
    return page;
}

Response search_page(const SiteContext& context, const Request& request, const Taken&) {
    const auto parsed = parse_parameters(request, *context.vocabularies, Caller::person);
    if (!parsed.mistakes.empty()) return html_answer(context.pages.mistakes(request, parsed), 400);
    return html_answer(context.pages.results(parsed.request, displayed(context, parsed.request)));
}

Response api_search(const SiteContext& context, const Request& request, const Taken&) {
    const auto parsed = parse_parameters(request, *context.vocabularies, Caller::program);
    if (!parsed.mistakes.empty()) return mistaken_answer(parsed.mistakes, request.target);
    return json_answer(search_json(parsed.request, displayed(context, parsed.request)));
}

Response help(const SiteContext& context, const Request&, const Taken&) { return html_answer(context.pages.help()); }

Response api_help(const SiteContext&, const Request&, const Taken&) { return json_answer(help_json()); }

constexpr std::array kRoutes = {
    Route{"/", home, "The first page: search box, coalitions, themes and regions"},
    Route{"/search", search_page, "A search, for people"},
    Route{"/help/search", help, "How to search"},
    Route{"/api/v1/search", api_search, "A search, as JSON"},
    Route{"/api/v1/help", api_help, "The query language, as JSON"}};

} // namespace

std::span<const Route> search_routes() {
    return kRoutes;
}

} // namespace samling
