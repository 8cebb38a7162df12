#include <algorithm>
#include <tuple>

#include "schema/failure.h"
#include "searchd/search/crosstab.h"
#include "searchd/search/document_search_reader.h"
#include "searchd/search/evaluator.h"
#include "searchd/search/explain.h"
#include "searchd/search/facets.h"
#include "searchd/search/order.h"
#include "searchd/search/page_cache.h"
#include "searchd/search/page_texts.h"
#include "searchd/search/query.h"
#include "searchd/search/query_words.h"
#include "searchd/search/rerank.h"
#include "searchd/search/planner.h"
#include "searchd/search/quiet_voices.h"
#include "searchd/search/search.h"
#include "searchd/search/similar.h"
#include "searchd/search/snippets.h"
#include "searchd/search/spelling.h"
#include "searchd/search/suggest.h"
#include "searchd/search/translator.h"
#include "searchd/search/xapian_matcher.h"

namespace samling {
namespace {

Bm25 bm25_of(const RankingSettings& ranking) {
    return {ranking.k1, 1, ranking.b, ranking.min_length};
}

/// What a plan finds: the documents, and on request their scores, in view.scores.
class Matcher {
public:
    Matcher(IndexView& view, const SearchOptions& options, const Plan& plan, const Deadline& deadline)
        : view_(view), options_(options), evaluator_(view.database, *view.snapshot, deadline) {
        if (options.engine == SearchOptions::Engine::xapian) {
            query_ = translate(plan);
            own_ = XapianMatcher(view.database, query_, view.snapshot->bm25).match();
            found_ = own_;
        } else {
            found_ = evaluator_.match(plan);
        }
    }

    std::span<const std::uint32_t> found() const { return found_; }
    bool cut() const { return evaluator_.cut(); }
    std::vector<MatchedWord> words() const { return evaluator_.words(); }
    IndexView& view() const { return view_; }

    void score(const std::vector<std::uint32_t>& documents) {
        view_.scores.assign(view_.snapshot->lengths.size(), 0);
        if (options_.engine == SearchOptions::Engine::xapian)
            XapianMatcher(view_.database, query_, view_.snapshot->bm25).score(view_.scores);
        else
            evaluator_.score(documents, view_.scores);
    }

private:
    IndexView& view_;
    const SearchOptions& options_;
    Evaluator evaluator_;
    Xapian::Query query_;
    std::vector<std::uint32_t> own_;
    std::span<const std::uint32_t> found_;
};

/// The page of `passing` by score. The best of all are looked at a second time, so that every page of them is cut from
/// one order; the gains only add, so that they stay before the rest.
std::vector<Ranked> rank_by_score(Matcher& matcher, const RerankQuery& query, const SearchRequest& request,
                                  std::vector<std::uint32_t> passing) {
    auto& view = matcher.view();
    matcher.score(passing);
    const auto depth = static_cast<std::size_t>(view.ranking.depth);
    if (request.offset >= depth || query.words.empty())
        return order_by_score(std::move(passing), view.scores, request);
    auto all = request;
    all.offset = 0;
    all.limit = std::max(depth, request.offset + request.limit);
    auto ranked = order_by_score(std::move(passing), view.scores, all);
    std::vector<Ranked> best(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(std::min(depth, ranked.size())));
    const auto gains = gains_of(best, query, view);
    for (std::size_t i = 0; i < best.size(); ++i) {
        ranked[i].gains = gains[i];
        ranked[i].score += gains[i].sum();
    }
    std::sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(best.size()), [](const Ranked& a, const Ranked& b) {
        return a.score > b.score || (a.score == b.score && a.document < b.document);
    });
    const auto end = std::min(ranked.size(), request.offset + request.limit);
    if (request.offset >= end) return {};
    return {ranked.begin() + static_cast<std::ptrdiff_t>(request.offset), ranked.begin() + static_cast<std::ptrdiff_t>(end)};
}

} // namespace

struct SearchService::Internal {
    SearchOptions options;
    IndexReader reader;
    PageTexts texts;
    std::shared_ptr<const Vocabularies> vocabularies;
    mutable PageCache pages;
    ConceptNames names{*vocabularies};

    Hit make_hit(const Ranked& ranked, const SearchRequest& request, WordFinder& words,
                 IndexView& view) const {
        auto entry = decode_entry(view.database.get_document(ranked.document).get_data());
        Hit hit{entry.id,
                entry.title,
                entry.subtitle,
                entry.date,
                entry.language,
                ranked.score,
                static_cast<int>(entry.page_starts.size()),
                {},
                codes_of(view.snapshot->columns, ranked.document)};
        if (request.snippets == SearchRequest::Snippets::best_pages)
            hit.pages = best_pages(entry, ranked.document, words, view, texts);
        if (request.snippets == SearchRequest::Snippets::best_pages)
            hit.media_type = texts.original_type(entry.id, entry.version_key);
        return hit;
    }

    /// The plan of the query, with what is to be said of it.
    PlannedQuery plan(const SearchRequest& request, const ParsedQuery& parsed, IndexView& view) const {
        auto planned = plan_query(parsed.root, request.match, view, *vocabularies);
        planned.notices.insert(planned.notices.begin(), parsed.notices.begin(), parsed.notices.end());
        if (parsed.root.children.empty() && request.query.find_first_not_of(" \t\r\n") != std::string::npos) {
            planned.notices.push_back("There is nothing to search for in this query: it has no words.");
            planned.plan = {};
        }
        return planned;
    }

    /// Every document of the answer to `request`, ascending.
    std::vector<std::uint32_t> documents(const SearchRequest& request, IndexView& view) const {
        const auto planned = plan(request, parse_query(request.query), view);
        const Deadline deadline(options.deadline);
        const Matcher matcher(view, options, planned.plan, deadline);
        const auto& columns = view.snapshot->columns;
        return count_facets(columns, Selection(columns, request), matcher.found(), Counting::none).passing;
    }

    std::optional<DidYouMean> did_you_mean(const SearchRequest& request, const ParsedQuery& parsed, IndexView& view) const {
        auto better = corrected(request.query, parsed.root, view);
        if (!better) return std::nullopt;
        auto asked = request;
        asked.query = std::move(*better);
        const auto total = static_cast<std::int64_t>(documents(asked, view).size());
        if (total == 0) return std::nullopt;
        return DidYouMean{std::move(asked.query), total};
    }

    void answer(const SearchRequest& request, const ParsedQuery& parsed, IndexView& view,
                SearchPage& page) const {
        const Deadline deadline(options.deadline);
        auto planned = plan(request, parsed, view);
        page.notices = planned.notices;
        Matcher matcher(view, options, planned.plan, deadline);
        const auto& columns = view.snapshot->columns;
        const bool with_facets = request.facets == SearchRequest::Facets::all;
        auto counted = count_facets(columns, Selection(columns, request), matcher.found(),
                                    with_facets ? Counting::facets : Counting::none);
        page.total = static_cast<std::int64_t>(counted.passing.size());
        if (with_facets) page.facets = make_facets(columns, counted, request, *vocabularies);
        if (request.limit > 0 && request.offset == 0) page.did_you_mean = did_you_mean(request, parsed, view);
        if (request.limit > 0 && page.total > 0) {
            const bool quieter = request.voices == SearchRequest::Voices::quieter &&
                                 request.sort == Sort::relevance && !planned.wanted.empty() &&
                                 request.offset < kQuietDepth;
            if (quieter)
                add_quieter(matcher, planned, request, view, std::move(counted.passing), page);
            else
                add_hits(matcher, planned, request, view, std::move(counted.passing), page);
        }
        if (matcher.cut()) {
            page.cut = true;
            page.notices.push_back("The search took too long and was cut off: there may be more results, and "
                                   "the numbers are lower than they should be.");
        }
        page.escaped = parsed.escaped;
        page.description = describe(parsed.root);
        page.counted = describe_total(parsed.root, request.match);
    }

    /// The same, from what was answered before on this revision, or to be kept for that.
    SearchPage kept_answer(const SearchRequest& request, const ParsedQuery& parsed, IndexView& view) const {
        const auto& [uuid, revision] = std::tie(view.snapshot->uuid, view.snapshot->revision);
        const auto kept = pages.limit() > 0 ? pages.find(request) : nullptr;
        if (kept && kept->revision == revision && kept->uuid == uuid) return kept->page;
        SearchPage page;
        answer(request, parsed, view, page);
        if (!page.cut && pages.limit() > 0)
            pages.put(request, std::make_shared<const KeptPage>(KeptPage{uuid, revision, page}), bytes_of(page));
        return page;
    }

    void add_hits(Matcher& matcher, const PlannedQuery& planned, const SearchRequest& request, IndexView& view,
                  std::vector<std::uint32_t> passing, SearchPage& page) const {
        WordFinder words(planned.wanted);
        if (request.sort != Sort::relevance || planned.wanted.empty()) {
            for (const auto& ranked : order_by_field(std::move(passing), request, view))
                page.hits.push_back(make_hit(ranked, request, words, view));
            return;
        }
        const auto query = rerank_query(matcher, planned, request);
        for (const auto& ranked : rank_by_score(matcher, query, request, std::move(passing))) {
            page.hits.push_back(make_hit(ranked, request, words, view));
            if (request.explain == SearchRequest::Explain::yes)
                page.hits.back().explanation = explain(ranked, query.words, view);
        }
    }

    RerankQuery rerank_query(const Matcher& matcher, const PlannedQuery& planned, const SearchRequest& request) const {
        return {matcher.words(), planned.wanted, named_concepts(query_words(request.query), *vocabularies)};
    }

    /// The page of hits in the order of quiet_voices.h, each with what was done to it.
    void add_quieter(Matcher& matcher, const PlannedQuery& planned, SearchRequest request, IndexView& view,
                     std::vector<std::uint32_t> passing, SearchPage& page) const {
        const auto begin = request.offset, end = request.offset + request.limit;
        request.offset = 0;
        request.limit = std::max(end, kQuietDepth);
        auto ranked = rank_by_score(matcher, rerank_query(matcher, planned, request), request, std::move(passing));
        const std::vector<Ranked> behind(ranked.begin() + static_cast<std::ptrdiff_t>(std::min(ranked.size(), kQuietDepth)), ranked.end());
        ranked.resize(ranked.size() - behind.size());
        auto order = surface_quieter(ranked, view.snapshot->columns, *vocabularies);
        WordFinder words(planned.wanted);
        for (const auto& one : behind) order.push_back({one, 0, TagField::region, "", 1});
        for (std::size_t i = begin; i < std::min(end, order.size()); ++i) {
            auto hit = make_hit(order[i].ranked, request, words, view);
            hit.raised = order[i].raised;
            if (hit.raised > 0 && !order[i].code.empty()) {
                hit.quiet = vocabularies->of(order[i].field).label(order[i].code, request.language);
                hit.quiet_share = order[i].share;
            }
            page.hits.push_back(std::move(hit));
        }
    }
};

SearchService::SearchService(DataDirectory directory, std::shared_ptr<const Vocabularies> vocabularies,
                             const SearchOptions& options)
    : internal_(new Internal{options, IndexReader(directory, {bm25_of(options.ranking), options.list_cache_bytes, options.ranking}),
                             PageTexts(directory.catalog(), options.text_cache_bytes), std::move(vocabularies),
                             PageCache(options.page_cache_bytes)}) {}
SearchService::~SearchService() = default;

SearchPage SearchService::search(const SearchRequest& request) const {
    const auto start = std::chrono::steady_clock::now();
    const auto parsed = parse_query(request.query);
    SearchPage page;
    internal_->reader.with_view(
        [&](IndexView& view) { page = internal_->kept_answer(request, parsed, view); });
    page.took =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
    return page;
}

Crosstab SearchService::crosstab(const CrosstabRequest& request) const {
    Crosstab table;
    internal_->reader.with_view([&](IndexView& view) {
        table = make_crosstab(view.snapshot->columns, internal_->documents(crosstab_base(request), view), request,
                              *internal_->vocabularies);
    });
    return table;
}

DocumentSearchPage SearchService::search_document(const DocumentSearchRequest& request) const {
    const auto parsed = parse_query(request.query);
    const Deadline deadline(internal_->options.deadline);
    DocumentSearchPage page;
    internal_->reader.with_view([&](IndexView& view) {
        page = {};
        auto planned = plan_query(parsed.root, Match::any, view, *internal_->vocabularies);
        page.notices = parsed.notices;
        page.notices.insert(page.notices.end(), planned.notices.begin(), planned.notices.end());
        const auto term = unique_term(request.id);
        const auto found = view.database.postlist_begin(term);
        if (found == view.database.postlist_end(term))
            throw Failure(ErrorCode::not_found, "there is no document '" + request.id + "'");
        const auto entry = decode_entry(view.database.get_document(*found).get_data());
        if (planned.wanted.empty()) return;
        internal_->texts.catalogs().with([&](Catalog& catalog) {
            find_pages(entry, planned.wanted, {request, catalog, view, deadline}, page);
        });
    });
    page.description = describe(parsed.root);
    page.escaped = parsed.escaped;
    return page;
}

std::vector<Suggestion> SearchService::suggest(const std::string& typed, std::size_t limit) const {
    std::vector<Suggestion> found;
    internal_->reader.with_view([&](IndexView& view) { found = samling::suggest(typed, limit, view, internal_->names); });
    return found;
}

std::vector<SimilarDocument> SearchService::similar(const std::string& id, std::size_t limit) const {
    std::vector<SimilarDocument> found;
    internal_->reader.with_view([&](IndexView& view) { found = similar_documents(id, limit, view); });
    return found;
}

SearchState SearchService::state() const {
    SearchState state;
    internal_->reader.with_view([&](IndexView& view) {
        state = {view.database.get_doccount(), view.snapshot->revision};
    });
    return state;
}

} // namespace samling
