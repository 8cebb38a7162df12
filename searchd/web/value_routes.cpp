#include "searchd/web/routes.h"

#include <array>

#include "searchd/web/answers.h"
#include "searchd/web/api.h"
#include "searchd/web/atom.h"
#include "searchd/web/document_access.h"
#include "searchd/web/document_view.h"
#include "searchd/web/value_page.h"
#include "searchd/web/value_views.h"

namespace samling {
namespace {

constexpr std::size_t kNewest = 8;

/// Documents with `code`, newest first, with facets in which the code is a condition and not a choice.
SearchPage newest_with(const SiteContext& context, const Visit& visit, TagField field, const std::string& code) {
    SearchRequest request;
    request.query = value_query(field, code);
    request.sort = Sort::newest;
    request.limit = kNewest;
    request.snippets = SearchRequest::Snippets::none;
    return search_as(context, visit, request);
}

ValuePage page_of(const SiteContext& context, const Visit& visit, TagField field, const std::string& text) {
    const auto& vocabulary = visit.vocabularies->of(field);
    ValuePage page;
    page.field = field;
    page.accepted = visit.request.header("accept-language");
    page.meant = vocabulary.find(text);
    if (!page.meant) page.meant = vocabulary.resolve(text);
    page.code = page.meant ? page.meant->code : text;
    if (page.code.find('"') != std::string::npos) throw Failure(ErrorCode::not_found, "there is no such " + std::string(tag_field_name(field)));
    page.its = newest_with(context, visit, field, page.code);
    if (!page.meant && page.its.total == 0)
        throw Failure(ErrorCode::not_found, "there is no " + std::string(tag_field_name(field)) + " '" + text + "'; /gaps?rows=" +
                                                std::string(tag_field_name(field)) + " lists all there are");
    SearchRequest all;
    all.limit = 0;
    page.all = search_as(context, visit, all);
    return page;
}

template <TagField field>
Response value_page(const SiteContext& context, const Visit& visit) {
    const auto page = page_of(context, visit, field, visit.taken[0]);
    const auto label = visit.vocabularies->of(field).label(page.code, "en");
    auto response = html_answer(context.templates->render("value", label + " – Samling", value_page_view(page, *visit.vocabularies)));
    response.headers.emplace_back("Vary", "Accept-Language");
    return response;
}

template <TagField field>
Response api_value_page(const SiteContext& context, const Visit& visit) {
    return json_answer(value_page_json(page_of(context, visit, field, visit.taken[0]), *visit.vocabularies));
}

Overlap overlap_of(const SiteContext& context, const Visit& visit) {
    CrosstabRequest request;
    request.columns = {TagField::coalition, AxisRequest::Show::all, {}};
    request.rows = request.columns;
    Overlap overlap;
    overlap.documents = crosstab_as(context, visit, request);
    request.rows.field = TagField::theme;
    overlap.themes = crosstab_as(context, visit, request);
    return overlap;
}

Response coalitions(const SiteContext& context, const Visit& visit) {
    return html_answer(context.templates->render("coalitions", "Coalitions – Samling", overlap_view(overlap_of(context, visit))));
}

Response api_coalitions(const SiteContext& context, const Visit& visit) { return json_answer(overlap_json(overlap_of(context, visit))); }

Response together(const SiteContext& context, const Visit& visit) {
    const auto& vocabulary = visit.vocabularies->of(TagField::coalition);
    const auto first = page_of(context, visit, TagField::coalition, visit.taken[0]), second = page_of(context, visit, TagField::coalition, visit.taken[1]);
    SearchRequest both;
    both.query = value_query(TagField::coalition, first.code) + " " + value_query(TagField::coalition, second.code);
    both.sort = Sort::newest;
    both.limit = 20;
    both.snippets = SearchRequest::Snippets::none;
    const auto shared = search_as(context, visit, both);
    View view;
    view["first"] = vocabulary.label(first.code, "en");
    view["second"] = vocabulary.label(second.code, "en");
    view["first_url"] = value_url(TagField::coalition, first.code);
    view["second_url"] = value_url(TagField::coalition, second.code);
    view["total_text"] = count_of(shared.total, "shared document", "shared documents");
    view["search"] = "/search?q=" + percent_encode(both.query);
    ViewList documents, themes;
    for (const auto& hit : shared.hits) {
        View row;
        row["title"] = hit.title;
        row["url"] = document_url(hit.id);
        row["meta"] = hit.date;
        documents.push_back(row);
    }
    for (const auto& theme : shared_themes(first.its, second.its)) {
        View row;
        row["label"] = theme.label;
        row["href"] = value_url(TagField::theme, theme.code);
        row["first"] = std::to_string(theme.first);
        row["second"] = std::to_string(theme.second);
        row["search"] = "/search?theme=" + percent_encode(theme.code) + "&coalition=" + percent_encode(first.code) + "&coalition=" + percent_encode(second.code);
        themes.push_back(row);
    }
    view["documents"] = View(documents);
    view["has_themes"] = flag(!themes.empty());
    view["themes"] = View(themes);
    return html_answer(context.templates->render("together", "Who works with whom – Samling", view));
}

Response atom(const SiteContext& context, const Visit& visit) {
    auto parsed = parse_parameters(visit.request, *visit.vocabularies, Caller::program);
    if (!parsed.mistakes.empty()) return mistaken_answer(parsed.mistakes, visit.request.target);
    if (!visit.request.parameter("sort")) parsed.request.sort = Sort::newest;
    if (!visit.request.parameter("limit")) parsed.request.limit = 50;
    parsed.request.facets = SearchRequest::Facets::none;
    Response response;
    response.content_type = "application/atom+xml; charset=utf-8";
    constexpr std::size_t kWithdrawn = 100;
    response.body = atom_feed({context.frontage.origin(visit.request), visit.request.target, parsed.request, search_as(context, visit, parsed.request),
                               visible_withdrawals(context, visit, "", kWithdrawn)});
    return response;
}

constexpr std::array kRoutes = {
    Route{"/coalitions", coalitions, "Every coalition, and who works with whom"},
    Route{"/coalitions/{code}", value_page<TagField::coalition>, "A coalition: its documents, themes and regions against the whole"},
    Route{"/coalitions/{code}/with/{code}", together, "What two coalitions share"},
    Route{"/themes/{code}", value_page<TagField::theme>, "A theme"},
    Route{"/regions/{code}", value_page<TagField::region>, "A region"},
    Route{"/search.atom", atom, "Any search as an Atom feed, newest first"},
    Route{"/api/v1/coalitions", api_coalitions, "Every coalition and their overlaps, as JSON"},
    Route{"/api/v1/coalitions/{code}", api_value_page<TagField::coalition>, "A coalition, as JSON"},
    Route{"/api/v1/themes/{code}", api_value_page<TagField::theme>, "A theme, as JSON"},
    Route{"/api/v1/regions/{code}", api_value_page<TagField::region>, "A region, as JSON"}};

} // namespace

std::span<const Route> value_routes() {
    return kRoutes;
}

} // namespace samling
