#include "searchd/search/answerer.h"

#include "searchd/search/explain.h"
#include "searchd/search/facets.h"
#include "searchd/search/hits.h"
#include "searchd/search/named_concepts.h"
#include "searchd/search/query_words.h"
#include "searchd/search/ranking.h"
#include "searchd/search/spelling.h"
#include "searchd/search/unquoted_names.h"
#include "searchd/search/written_form.h"

namespace samling {
namespace {

/// Whether what was added are words of the index, not of a vocabulary.
bool is_of_index(QueryExpansion::Why why) {
    using enum QueryExpansion::Why;
    return why == compound || why == joined || why == longer;
}

} // namespace

PlannedQuery Answerer::plan(const SearchRequest& request, const ParsedQuery& parsed) const {
    auto planned = plan_query(parsed.root, QueryWishes(request), view_, tools_.vocabularies);
    if (parsed.wordless) planned.plan = {};
    return planned;
}

std::vector<std::uint32_t> Answerer::documents_of(const SearchRequest& request) {
    const auto planned = plan(request, parse_query(request.query));
    const Matcher matcher(view_, tools_.options.engine, planned.plan, view_.deadline);
    const auto& columns = view_.snapshot->columns;
    return count_facets(columns, Selection(columns, request), matcher.found(), Counting::none).passing;
}

std::vector<std::uint32_t> Answerer::documents() {
    return documents_of(request_);
}

std::optional<DidYouMean> Answerer::did_you_mean(const ParsedQuery& parsed) {
    auto better = corrected(request_.query, parsed.root, view_, tools_.texts.catalogs());
    if (!better || view_.deadline.passed()) return std::nullopt;
    auto asked = request_;
    asked.query = std::move(*better);
    const auto total = static_cast<std::int64_t>(documents_of(asked).size());
    if (total == 0 || cut()) return std::nullopt; // what was cut off has no true number
    return DidYouMean{std::move(asked.query), total};
}

void Answerer::add_hits(Matcher& matcher, const PlannedQuery& planned, std::vector<std::uint32_t> passing, SearchPage& page) {
    HitMaker hits(request_, planned.wanted, view_, tools_.texts);
    if (request_.sort != Sort::relevance || planned.wanted.empty()) {
        for (const auto& ranked : order_by_field(std::move(passing), request_, view_))
            page.hits.push_back(hits.make(ranked));
        return;
    }
    const RerankQuery query{matcher.words(), planned.wanted, named_concepts(query_words(request_.query), tools_.vocabularies)};
    if (request_.voices == SearchRequest::Voices::quieter && request_.offset < kQuietDepth) {
        for (const auto& quiet : rank_quieter(matcher, query, request_, tools_.vocabularies, std::move(passing)))
            page.hits.push_back(hits.make(quiet, tools_.vocabularies));
        return;
    }
    for (const auto& ranked : rank_by_score(matcher, query, request_, std::move(passing))) {
        page.hits.push_back(hits.make(ranked));
        if (request_.explain == SearchRequest::Explain::yes)
            page.hits.back().explanation = explain(ranked, query.words, view_);
    }
}

SearchPage Answerer::page(const ParsedQuery& parsed) {
    SearchPage page;
    auto planned = plan(request_, parsed);
    page.notices = parsed.notices;
    for (const auto& more : {planned.notices, unquoted_names(parsed.root, tools_.vocabularies)})
        page.notices.insert(page.notices.end(), more.begin(), more.end());
    Matcher matcher(view_, tools_.options.engine, planned.plan, view_.deadline);
    page.expansions = planned.expansions;
    for (auto& expansion : page.expansions)
        if (is_of_index(expansion.why)) expansion.added = written_form(expansion.added, view_, tools_.texts.catalogs());
    const auto& columns = view_.snapshot->columns;
    const bool with_facets = request_.facets == SearchRequest::Facets::all;
    auto counted = count_facets(columns, Selection(columns, request_), matcher.found(),
                                with_facets ? Counting::facets : Counting::none);
    page.total = static_cast<std::int64_t>(counted.passing.size());
    if (with_facets) page.facets = make_facets(*view_.snapshot, counted, request_, tools_.vocabularies);
    if (request_.limit > 0 && request_.offset == 0) page.did_you_mean = did_you_mean(parsed);
    if (request_.limit > 0 && page.total > 0) add_hits(matcher, planned, std::move(counted.passing), page);
    if (cut()) {
        page.cut = true;
        page.notices.push_back("The search took too long and was cut off: there may be more results, the numbers may be lower than they "
                               "should be, and the order and the texts shown may be incomplete.");
    }
    page.edition = edition_of(*view_.snapshot);
    page.escaped = parsed.escaped;
    page.description = describe(parsed.root);
    page.counted = parsed.wordless ? "documents that match" : describe_total(parsed.root, request_.match);
    if (!page.expansions.empty()) page.counted += "; what was also searched for stands for its words";
    return page;
}

} // namespace samling
