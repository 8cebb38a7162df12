#include "searchd/web/routes.h"

#include <array>

#include "schema/failure.h"
#include "schema/nearest_name.h"
#include "searchd/web/answers.h"
#include "searchd/web/api.h"
#include "searchd/web/facet_search.h"
#include "searchd/web/search_parameters.h"

namespace samling {
namespace {

Response home(const SiteContext& context, const Visit& visit) {
    SearchRequest all;
    all.limit = 0;
    return html_answer(context.pages.home(search_as(context, visit, all)));
}

/// Searches, and notes what is displayed.
SearchPage displayed(const SiteContext& context, const Visit& visit, const ParsedParameters& parsed) {
    auto page = search_as(context, visit, parsed.request);
    if (auto notice = changed_since(parsed, page.edition); !notice.empty()) page.notices.push_back(std::move(notice));
    context.exposure->add(page.hits, parsed.request.offset);
    return page;
}

Response search_page(const SiteContext& context, const Visit& visit) {
    const auto parsed = parse_parameters(visit.request, *visit.vocabularies, Caller::person);
    if (!parsed.mistakes.empty()) return html_answer(context.pages.mistakes(visit.request, parsed), 400);
    return html_answer(context.pages.results(parsed.request, displayed(context, visit, parsed)));
}

Response api_search(const SiteContext& context, const Visit& visit) {
    const auto parsed = parse_parameters(visit.request, *visit.vocabularies, Caller::program);
    if (!parsed.mistakes.empty()) return mistaken_answer(parsed.mistakes, visit.request.target);
    return json_answer(search_json(parsed.request, displayed(context, visit, parsed)));
}

/// The values of one facet for a search, looked up by how they begin; "limit" is of values here.
Response api_facet(const SiteContext& context, const Visit& visit) {
    constexpr std::size_t kMostValues = 100;
    auto search = visit.request;
    std::string beginning;
    bool limited = false;
    std::erase_if(search.query, [&](const auto& parameter) {
        limited = limited || parameter.first == "limit";
        if (parameter.first != "prefix") return false;
        beginning = parameter.second;
        return true;
    });
    auto parsed = parse_parameters(search, *visit.vocabularies, Caller::program);
    if (!parsed.mistakes.empty()) return mistaken_answer(parsed.mistakes, visit.request.target);
    const auto limit = limited ? parsed.request.limit : kMostValues;
    parsed.request.limit = 0;
    const auto page = search_as(context, visit, parsed.request);
    std::vector<std::string_view> names;
    for (const auto& facet : page.facets) {
        if (facet.name == visit.taken.front())
            return json_answer(facet_json(values_beginning(facet, beginning, limit), page));
        names.push_back(facet.name);
    }
    const auto nearest = nearest_name(visit.taken.front(), names);
    throw Failure(ErrorCode::not_found, "there is no facet '" + visit.taken.front() + "'" +
                                            (nearest.empty() ? "" : "; did you mean " + std::string(nearest) + "?"));
}

Response help(const SiteContext& context, const Visit&) { return html_answer(context.pages.help()); }

Response api_help(const SiteContext&, const Visit&) { return json_answer(help_json()); }

constexpr std::array kRoutes = {
    Route{"/", home, "The first page: search box, coalitions, themes and regions"},
    Route{"/search", search_page, "A search, for people"},
    Route{"/help/search", help, "How to search"},
    Route{"/api/v1/search", api_search, "A search, as JSON"},
    Route{"/api/v1/facets/{facet}", api_facet, "The values of one facet for a search, those that begin with a prefix"},
    Route{"/api/v1/help", api_help, "The query language, as JSON"}};

} // namespace

std::span<const Route> search_routes() {
    return kRoutes;
}

} // namespace samling
