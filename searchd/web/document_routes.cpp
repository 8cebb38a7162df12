#include "searchd/web/routes.h"

#include <algorithm>
#include <array>

#include "schema/failure.h"
#include "searchd/web/answers.h"
#include "searchd/web/api.h"
#include "searchd/web/document_access.h"
#include "searchd/web/submission_access.h"

namespace samling {
namespace {

DocumentContext context_of(Catalog& catalog, const Visit& visit, const StoredVersion& version) {
    return {catalog.history(version.metadata.id), visible_near_duplicates(catalog, visit, version),
            may_curate(visit.viewer(), version.metadata) ? DocumentContext::Curated::yes : DocumentContext::Curated::no};
}

Page page_of(Catalog& catalog, const StoredVersion& version, int number) {
    auto page = number <= version.page_count ? catalog.page(version.key, number) : std::nullopt;
    if (!page)
        throw Failure(ErrorCode::not_found, "the document has " + std::to_string(version.page_count) + " pages; there is no page " +
                                                std::to_string(number));
    return std::move(*page);
}

/// Who else works on it, what is about the same, and others of its first coalition. A document that is not in the index
/// yet has none of these.
RelatedDocuments related_to(const SiteContext& context, const Visit& visit, const StoredVersion& version) {
    constexpr std::size_t kShown = 5;
    RelatedDocuments related;
    try {
        if (context.functions.related) related.of_others = context.functions.related(version.metadata, kShown, visit.audience());
        if (context.functions.similar) related.similar = context.functions.similar(version.metadata.id, kShown, visit.audience());
        const auto& coalitions = version.metadata.of(TagField::coalition);
        if (coalitions.empty()) return related;
        related.coalition = coalitions.front().code;
        related.coalition_label = visit.vocabularies->of(TagField::coalition).label(related.coalition, "en");
        SearchRequest others;
        others.selected[static_cast<std::size_t>(TagField::coalition)] = {related.coalition};
        others.sort = Sort::newest;
        others.limit = kShown + 1; // itself may be among them
        others.facets = SearchRequest::Facets::none;
        others.snippets = SearchRequest::Snippets::none;
        related.of_coalition = search_as(context, visit, others).hits;
        std::erase_if(related.of_coalition, [&](const Hit& hit) { return hit.id == version.metadata.id; });
        if (related.of_coalition.size() > kShown) related.of_coalition.resize(kShown);
    } catch (const Failure&) {
        return related; // the record can be read without
    }
    return related;
}

/// What is left of a withdrawn document, with the way back for those who may restore it.
Response tombstone(const SiteContext& context, Catalog& catalog, const Visit& visit, const Failure& gone) {
    const auto newest = catalog.find(visit.taken[0]);
    if (gone.code() != ErrorCode::gone || !newest || !may_curate(visit.viewer(), newest->metadata)) throw gone;
    View view;
    view["detail"] = std::string(gone.what());
    view["withdrawal_url"] = document_url(newest->metadata.id) + "/withdrawal";
    return html_answer(context.templates->render("tombstone", "Withdrawn – Samling", view), error_kind(ErrorCode::gone).http_status);
}

// The answers below come twice, for the newest version and for one by its number: `at` is the place of the number in
// what the address holds, 0 where there is none.

template <std::size_t at>
Response document_page(const SiteContext& context, const Visit& visit) {
    Response response;
    context.catalogs.with([&](Catalog& catalog) {
        try {
            const auto version = visible_version(catalog, visit, at);
            response = html_answer(context.pages.document(version, context_of(catalog, visit, version), related_to(context, visit, version)));
        } catch (const Failure& failure) {
            response = tombstone(context, catalog, visit, failure);
        }
    });
    return response;
}

template <std::size_t at>
Response text_page(const SiteContext& context, const Visit& visit) {
    Response response;
    const int number = page_number(visit.taken[at + 1]);
    context.catalogs.with([&](Catalog& catalog) {
        const auto version = visible_version(catalog, visit, at);
        response = html_answer(context.pages.page(version, number, page_of(catalog, version, number), marked_words(visit.request)));
    });
    return response;
}

template <std::size_t at>
Response api_document(const SiteContext& context, const Visit& visit) {
    Response response;
    context.catalogs.with([&](Catalog& catalog) {
        const auto version = visible_version(catalog, visit, at);
        response = json_answer(document_json(version, context_of(catalog, visit, version), *visit.vocabularies,
                                             visit.request.parameter("lang").value_or("en")));
    });
    return response;
}

Response api_related(const SiteContext& context, const Visit& visit) {
    constexpr std::size_t kListed = 20;
    Response response;
    context.catalogs.with([&](Catalog& catalog) {
        const auto version = visible_version(catalog, visit);
        response = json_answer(related_json(visit.taken[0], context.functions.related(version.metadata, kListed, visit.audience()), *visit.vocabularies));
    });
    return response;
}

template <std::size_t at>
Response api_page(const SiteContext& context, const Visit& visit) {
    Response response;
    const int number = page_number(visit.taken[at + 1]);
    context.catalogs.with([&](Catalog& catalog) {
        const auto version = visible_version(catalog, visit, at);
        response = json_answer(page_json(version, number, page_of(catalog, version, number)));
    });
    return response;
}

/// How a search within a document is answered to people and to programs.
struct WithinRendering {
    Caller caller;
    Response (*mistaken)(const SiteContext&, const Request&, const ParsedParameters&);
    Response (*found)(const SiteContext&, const StoredVersion&, const SearchRequest&, const DocumentSearchPage&);
};

constexpr WithinRendering kWithinPage = {
    Caller::person,
    [](const SiteContext& context, const Request& request, const ParsedParameters& parsed) {
        return html_answer(context.pages.mistakes(request, parsed), 400);
    },
    [](const SiteContext& context, const StoredVersion& version, const SearchRequest& asked, const DocumentSearchPage& found) {
        return html_answer(context.pages.search_within(version, asked, found));
    }};

constexpr WithinRendering kWithinJson = {
    Caller::program,
    [](const SiteContext&, const Request& request, const ParsedParameters& parsed) {
        return mistaken_answer(parsed.mistakes, request.target);
    },
    [](const SiteContext&, const StoredVersion& version, const SearchRequest& asked, const DocumentSearchPage& found) {
        return json_answer(document_search_json(version, asked, found));
    }};

/// The parameters are those of every search; the ones that choose documents do nothing here.
template <const WithinRendering& rendering>
Response search_within(const SiteContext& context, const Visit& visit) {
    auto parsed = parse_parameters(visit.request, *visit.vocabularies, rendering.caller);
    if (!parsed.mistakes.empty()) return rendering.mistaken(context, visit.request, parsed);
    auto& asked = parsed.request;
    asked.limit = std::max<std::size_t>(asked.limit, 1);
    Response response;
    context.catalogs.with([&](Catalog& catalog) {
        const auto version = visible_version(catalog, visit);
        auto found = context.functions.search_document({visit.taken[0], asked.query, asked.offset, asked.limit, visit.audience()});
        if (auto notice = changed_since(parsed, found.edition); !notice.empty()) found.notices.push_back(std::move(notice));
        response = rendering.found(context, version, asked, found);
    });
    return response;
}

/// A download, under a type that no browser renders as a page of ours. PDF alone keeps its own type and may be opened
/// in place (?view=1), so that a link can lead to a page of it: it runs nothing in our origin.
template <std::size_t at>
Response original(const SiteContext& context, const Visit& visit) {
    Response response;
    context.catalogs.with([&](Catalog& catalog) {
        const auto version = visible_version(catalog, visit, at);
        if (version.object.empty() || !context.objects.contains(version.object))
            throw Failure(ErrorCode::not_found, "the original of this document is not kept here");
        const bool pdf = version.report.media_type == "application/pdf";
        const bool in_place = pdf && visit.request.parameter("view") == "1";
        response.content_type = pdf ? "application/pdf" : "application/octet-stream";
        response.file = context.objects.path(version.object);
        response.headers.emplace_back("Content-Disposition", content_disposition(in_place ? "inline" : "attachment", version.file_name));
        // A sandbox would keep browsers from showing a PDF at all.
        response.headers.emplace_back("Content-Security-Policy", in_place ? "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
                                                                          : "default-src 'none'; sandbox");
    });
    return response;
}

constexpr std::array kRoutes = {
    Route{"/documents/{id}", document_page<0>, "The record of a document"},
    Route{"/documents/{id}/pages/{n}", text_page<0>, "The text of a page; words of q are marked"},
    Route{"/documents/{id}/search", search_within<kWithinPage>, "The pages of a document on which words stand"},
    Route{"/documents/{id}/original", original<0>, "The file as it came in"},
    Route{"/documents/{id}/versions/{n}", document_page<1>, "The record of an earlier version"},
    Route{"/documents/{id}/versions/{n}/pages/{n}", text_page<1>, "The text of a page of an earlier version"},
    Route{"/documents/{id}/versions/{n}/original", original<1>, "The file as it was in an earlier version"},
    Route{"/api/v1/documents/{id}", api_document<0>, "The record of a document, as JSON"},
    Route{"/api/v1/documents/{id}/related", api_related, "Who else works on it: documents of others, each with the reasons"},
    Route{"/api/v1/documents/{id}/pages/{n}", api_page<0>, "The text of a page, as JSON"},
    Route{"/api/v1/documents/{id}/versions/{n}", api_document<1>, "The record of an earlier version, as JSON"},
    Route{"/api/v1/documents/{id}/versions/{n}/pages/{n}", api_page<1>, "The text of a page of an earlier version, as JSON"},
    Route{"/api/v1/documents/{id}/search", search_within<kWithinJson>, "The pages of a document on which words stand, as JSON"}};

} // namespace

std::span<const Route> document_routes() {
    return kRoutes;
}

} // namespace samling
