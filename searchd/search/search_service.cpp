#include <algorithm>

#include "corpus/catalog_pool.h"
#include "schema/failure.h"
#include "searchd/search/crosstab.h"
#include "searchd/search/facets.h"
#include "searchd/search/query.h"
#include "searchd/search/planner.h"
#include "searchd/search/search.h"
#include "searchd/search/snippets.h"
#include "searchd/search/translator.h"

namespace samling {
namespace {

/// A document of the answer, before it is fetched.
struct Ranked {
    Xapian::docid document;
    double score;
};

class CollectSpy : public Xapian::MatchSpy {
public:
    explicit CollectSpy(std::vector<std::uint32_t>& documents) : documents_(documents) {}
    void operator()(const Xapian::Document& document, double) override {
        documents_.push_back(document.get_docid());
    }

private:
    std::vector<std::uint32_t>& documents_;
};

class PassingDecider : public Xapian::MatchDecider {
public:
    PassingDecider(const Columns& columns, const std::vector<std::uint32_t>& passing)
        : passes_(columns.date.size()) {
        for (const auto document : passing)
            passes_[document] = true;
    }
    bool operator()(const Xapian::Document& document) const override { return passes_[document.get_docid()]; }

private:
    std::vector<bool> passes_;
};

/// Every document that matches, ascending; without scores, which is several times cheaper than with.
std::vector<std::uint32_t> matching_documents(const IndexView& view, const Xapian::Query& query) {
    if (query.empty()) return {};
    if (query.get_type() == Xapian::Query::LEAF_MATCH_ALL) return view.columns->documents;
    std::vector<std::uint32_t> documents;
    CollectSpy spy(documents);
    Xapian::Enquire enquire(view.database);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_docid_order(Xapian::Enquire::ASCENDING);
    enquire.add_matchspy(&spy);
    enquire.get_mset(0, 0, view.database.get_doccount());
    std::sort(documents.begin(), documents.end());
    return documents;
}

std::vector<Ranked> rank_by_score(const IndexView& view, const Xapian::Query& query,
                                  const SearchRequest& request, const std::vector<std::uint32_t>& passing,
                                  bool filtered) {
    if (request.offset >= passing.size()) return {}; // which also keeps it within Xapian's 32 bits
    Xapian::Enquire enquire(view.database);
    enquire.set_query(query);
    const PassingDecider decider(*view.columns, filtered ? passing : std::vector<std::uint32_t>{});
    const auto mset = enquire.get_mset(static_cast<Xapian::doccount>(request.offset),
                                       static_cast<Xapian::doccount>(request.limit), 0, nullptr,
                                       filtered ? &decider : nullptr);
    std::vector<Ranked> ranked;
    for (auto hit = mset.begin(); hit != mset.end(); ++hit)
        ranked.push_back({*hit, hit.get_weight()});
    return ranked;
}

/// The page of `passing` in the order of `key`, which gives something comparable for a document.
template <typename Key>
std::vector<Ranked> rank_by(std::vector<std::uint32_t> passing, const SearchRequest& request, Key key) {
    const auto begin = std::min(request.offset, passing.size());
    const auto end = std::min(begin + request.limit, passing.size());
    std::partial_sort(passing.begin(), passing.begin() + static_cast<std::ptrdiff_t>(end), passing.end(),
                      [&](auto a, auto b) { return std::pair(key(a), a) < std::pair(key(b), b); });
    std::vector<Ranked> ranked;
    for (auto i = begin; i < end; ++i)
        ranked.push_back({passing[i], 0});
    return ranked;
}

std::vector<Ranked> rank_by_title(const IndexView& view, const SearchRequest& request,
                                  const std::vector<std::uint32_t>& passing) {
    std::unordered_map<std::uint32_t, std::string> titles;
    for (const auto document : passing)
        titles.emplace(document, fold(decode_entry(view.database.get_document(document).get_data()).title));
    return rank_by(passing, request,
                   [&](auto document) -> const std::string& { return titles.at(document); });
}

std::vector<Ranked> rank(const IndexView& view, const PlannedQuery& planned, const SearchRequest& request,
                         const std::vector<std::uint32_t>& passing, bool filtered) {
    const auto& date = view.columns->date;
    constexpr std::int32_t kNever = 100'000'000; // an unknown date comes last either way
    if (request.sort == Sort::title) return rank_by_title(view, request, passing);
    if (request.sort == Sort::oldest)
        return rank_by(passing, request, [&](auto d) { return date[d] == 0 ? kNever : date[d]; });
    if (request.sort == Sort::newest || planned.wanted.empty())
        return rank_by(passing, request, [&](auto d) { return date[d] == 0 ? kNever : -date[d]; });
    return rank_by_score(view, translate(planned.plan), request, passing, filtered);
}

} // namespace

struct SearchService::Internal {
    IndexReader reader;
    CatalogPool catalogs;
    std::shared_ptr<const Vocabularies> vocabularies;

    Hit make_hit(const Ranked& ranked, const SearchRequest& request, const WantedWords& wanted,
                 IndexView& view) const {
        auto entry = decode_entry(view.database.get_document(ranked.document).get_data());
        Hit hit{entry.id,
                entry.title,
                entry.subtitle,
                entry.date,
                entry.language,
                ranked.score,
                static_cast<int>(entry.page_starts.size()),
                {}};
        if (request.snippets == SearchRequest::Snippets::best_pages)
            catalogs.with([&](Catalog& catalog) {
                hit.pages = best_pages(entry, ranked.document, wanted, view, catalog);
            });
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
        auto documents = matching_documents(view, translate(planned.plan));
        const Selection selection(*view.columns, request);
        if (!selection.empty())
            std::erase_if(documents, [&](auto document) { return selection.failed_facet(document) != Selection::kNone; });
        return documents;
    }

    void answer(const SearchRequest& request, const ParsedQuery& parsed, IndexView& view,
                SearchPage& page) const {
        auto planned = plan(request, parsed, view);
        page.notices = planned.notices;
        const auto matching = matching_documents(view, translate(planned.plan));
        const Selection selection(*view.columns, request);
        auto counted = count_facets(*view.columns, selection, matching);
        page.total = static_cast<std::int64_t>(counted.passing.size());
        if (request.facets == SearchRequest::Facets::all)
            page.facets = make_facets(*view.columns, counted, request, *vocabularies);
        if (request.limit == 0 || page.total == 0) return;
        if (request.snippets == SearchRequest::Snippets::best_pages) add_index_forms(planned.wanted, view);
        for (const auto& ranked : rank(view, planned, request, counted.passing, !selection.empty()))
            page.hits.push_back(make_hit(ranked, request, planned.wanted, view));
    }
};

SearchService::SearchService(DataDirectory directory, std::shared_ptr<const Vocabularies> vocabularies)
    : internal_(
          new Internal{IndexReader(directory), CatalogPool(directory.catalog()), std::move(vocabularies)}) {}
SearchService::~SearchService() = default;

SearchPage SearchService::search(const SearchRequest& request) const {
    const auto start = std::chrono::steady_clock::now();
    const auto parsed = parse_query(request.query);
    SearchPage page;
    internal_->reader.with_view([&](IndexView& view) {
        page = {};
        internal_->answer(request, parsed, view, page);
    });
    page.escaped = parsed.escaped;
    page.description = describe(parsed.root);
    page.counted = describe_total(parsed.root, request.match);
    page.took =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
    return page;
}

Crosstab SearchService::crosstab(const CrosstabRequest& request) const {
    Crosstab table;
    internal_->reader.with_view([&](IndexView& view) {
        table = make_crosstab(*view.columns, internal_->documents(crosstab_base(request), view), request,
                              *internal_->vocabularies);
    });
    return table;
}

SearchState SearchService::state() const {
    SearchState state;
    internal_->reader.with_view([&](IndexView& view) {
        state = {view.database.get_doccount(), view.revision};
    });
    return state;
}

} // namespace samling
