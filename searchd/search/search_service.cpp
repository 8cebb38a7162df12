#include "searchd/search/search.h"

#include <algorithm>
#include <tuple>

#include "schema/failure.h"
#include "searchd/search/answerer.h"
#include "searchd/search/crosstab.h"
#include "searchd/search/document_search_reader.h"
#include "searchd/search/named_concepts.h"
#include "searchd/search/page_cache.h"
#include "searchd/search/related.h"
#include "searchd/search/similar.h"
#include "searchd/search/stop_words.h"
#include "searchd/search/suggest.h"

namespace samling {
namespace {

Bm25 bm25_of(const RankingSettings& ranking) {
    return {ranking.k1, 1, ranking.b, ranking.min_length};
}

} // namespace

struct SearchService::Internal {
    SearchOptions options;
    IndexReader reader;
    PageTexts texts;
    std::shared_ptr<const Vocabularies> vocabularies;
    mutable PageCache pages;
    ConceptNames names{*vocabularies};

    AnswerTools tools() const { return {options, *vocabularies, texts}; }

    /// The answer, from what was answered before on this revision, or to be kept for that.
    SearchPage kept_answer(const SearchRequest& request, const ParsedQuery& parsed, IndexView& view) const {
        const auto& [uuid, revision] = std::tie(view.snapshot->uuid, view.snapshot->revision);
        const auto kept = pages.limit() > 0 ? pages.find(request) : nullptr;
        if (kept && kept->revision == revision && kept->uuid == uuid && kept->visible == view.visible.mark()) return kept->page;
        const auto with = tools();
        auto page = Answerer(with, request, view).page(parsed);
        if (!page.cut && pages.limit() > 0) {
            auto entry = std::make_shared<const KeptPage>(KeptPage{uuid, revision, std::string(view.visible.mark()), page});
            const auto bytes = entry_bytes(request, *entry);
            pages.put(request, std::move(entry), bytes);
        }
        return page;
    }
};

SearchService::SearchService(DataDirectory directory, std::shared_ptr<const Vocabularies> vocabularies,
                             const SearchOptions& options)
    : internal_(new Internal{options, IndexReader(directory, {bm25_of(options.ranking), options.list_cache_bytes, options.ranking}),
                             PageTexts(directory.catalog(), options.text_cache_bytes), std::move(vocabularies),
                             PageCache(options.page_cache_bytes)}) {
    is_stop_word(""); // folds its lists when it is first asked, tens of milliseconds: no query is to wait for that
}
SearchService::~SearchService() = default;

SearchPage SearchService::search(const SearchRequest& request) const {
    const auto start = std::chrono::steady_clock::now();
    const auto parsed = parse_query(request.query);
    SearchPage page;
    internal_->reader.with_view(
        request.audience, [&](IndexView& view) { page = internal_->kept_answer(request, parsed, view); });
    page.took =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
    return page;
}

Crosstab SearchService::crosstab(const CrosstabRequest& request) const {
    Crosstab table;
    internal_->reader.with_view(request.base.audience, [&](IndexView& view) {
        const auto tools = internal_->tools();
        const auto base = crosstab_base(request);
        Answerer answerer(tools, base, view);
        table = make_crosstab(view.snapshot->columns, answerer.documents(), request, *internal_->vocabularies);
        table.cut = answerer.cut();
    });
    return table;
}

DocumentSearchPage SearchService::search_document(const DocumentSearchRequest& request) const {
    const auto parsed = parse_query(request.query);
    DocumentSearchPage page;
    internal_->reader.with_view(request.audience, [&](IndexView& view) {
        page = {};
        view.deadline = Deadline(internal_->options.deadline);
        page.edition = edition_of(*view.snapshot);
        auto planned = plan_query(parsed.root, Match::any, view, *internal_->vocabularies);
        page.notices = parsed.notices;
        page.notices.insert(page.notices.end(), planned.notices.begin(), planned.notices.end());
        const auto term = unique_term(request.id);
        const auto found = view.database.postlist_begin(term);
        if (found == view.database.postlist_end(term) || !view.visible(*found))
            throw Failure(ErrorCode::not_found, "there is no document '" + request.id + "'");
        const auto entry = decode_entry(view.database.get_document(*found).get_data());
        if (planned.wanted.empty()) return;
        internal_->texts.catalogs().with([&](Catalog& catalog) {
            find_pages(entry, planned.wanted, {request, catalog, view}, page);
        });
        page.cut = view.deadline.was_noticed();
    });
    page.description = describe(parsed.root);
    page.escaped = parsed.escaped;
    return page;
}

std::vector<Suggestion> SearchService::suggest(const std::string& typed, std::size_t limit, const Audience& audience) const {
    std::vector<Suggestion> found;
    internal_->reader.with_view(audience, [&](IndexView& view) { found = samling::suggest(typed, limit, view, {internal_->names, internal_->texts.catalogs()}); });
    return found;
}

std::vector<SimilarDocument> SearchService::similar(const std::string& id, std::size_t limit, const Audience& audience) const {
    std::vector<SimilarDocument> found;
    internal_->reader.with_view(audience, [&](IndexView& view) { found = similar_documents(id, limit, view); });
    return found;
}

std::vector<RelatedDocument> SearchService::related(const Metadata& record, std::size_t limit, const Audience& audience) const {
    std::vector<RelatedDocument> found;
    internal_->reader.with_view(audience, [&](IndexView& view) { found = related_documents(record, limit, view, internal_->texts); });
    return found;
}

SearchState SearchService::state() const {
    SearchState state;
    internal_->reader.with_view({}, [&](IndexView& view) {
        const auto& documents = view.snapshot->columns.documents;
        state = {std::count_if(documents.begin(), documents.end(), view.visible), view.snapshot->revision};
    });
    return state;
}

} // namespace samling
