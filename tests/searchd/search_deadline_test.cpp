// What a search does when its time is up at once: it answers with what it has, says that it was cut, and is not kept.
#include <catch2/catch.hpp>

#include "searchd/search/crosstab.h"
#include "searchd/search/document_search.h"
#include "searchd/search/order.h"
#include "searchd/search/rerank.h"
#include "searchd/search/term_expansion.h"
#include "searchd/web/api.h"
#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

const Collection& collection() {
    static const Collection kCollection({{"a", "Zebra", {"rights of people", "people of rights"}, 2001, {"KE"}},
                                         {"b", "Alpha", {"rights", "x", "y", "the rights"}, 2002, {"DK"}}});
    return kCollection;
}

SearchService hurried() {
    SearchOptions options;
    options.deadline = std::chrono::nanoseconds(1);
    return {collection().data, loaded_vocabularies(), options};
}

/// Runs `use` on a view whose time is up.
void too_late(const std::function<void(IndexView&)>& use) {
    IndexReader(collection().data, {}).with_view({}, [&](IndexView& view) {
        view.deadline = Deadline(std::chrono::nanoseconds(1));
        use(view);
    });
}

} // namespace

TEST_CASE("whatever is asked, an answer that was cut says so") {
    const auto service = hurried();
    for (const auto* query : {"rights", "rights OR people", "rights people", "\"of people\"", "rights NEAR/3 people", "righ*", "r*s", "rihgts~1",
                              "rihgts", "title:zebra", "region:KE rights"})
        for (const auto sort : {Sort::relevance, Sort::title}) {
            CAPTURE(query, static_cast<int>(sort));
            SearchRequest request;
            request.query = query;
            request.sort = sort;
            for (int again = 0; again < 2; ++again) { // what was cut is not kept
                const auto page = service.search(request);
                CHECK(page.cut);
                CHECK(std::any_of(page.notices.begin(), page.notices.end(), [](const auto& notice) { return notice.find("was cut off") != std::string::npos; }));
                CHECK(page.total <= collection().service.search(request).total);
                CHECK_THAT(search_json(request, page), Catch::Contains("\"cut\":true"));
            }
        }
    CHECK_FALSE(collection().ask("rights").cut);
}

TEST_CASE("every document by title, cut, has all documents in some order") {
    SearchRequest request;
    request.sort = Sort::title;
    const auto page = hurried().search(request);
    CHECK(page.cut);
    CHECK(page.total == 2);
    CHECK(sorted_ids(page) == "a b");
}

TEST_CASE("a search within a document and a table say that they were cut") {
    DocumentSearchRequest within;
    within.id = "b";
    within.query = "rights";
    CHECK(hurried().search_document(within).cut);
    CHECK_FALSE(collection().service.search_document(within).cut);
    CrosstabRequest table;
    table.base.query = "rights";
    table.rows.field = TagField::region;
    CHECK(hurried().crosstab(table).cut);
    CHECK_FALSE(collection().service.crosstab(table).cut);
}

TEST_CASE("each step stops when the time is up") {
    too_late([](IndexView& view) {
        CHECK_FALSE(expand_pattern(view, "", "r*").complete);
        CHECK(view.deadline.was_noticed());
    });
    too_late([](IndexView& view) { CHECK_FALSE(expand_fuzzy(view, "", "rihgts", 2).complete); });
    too_late([](IndexView& view) {
        const auto documents = std::vector<std::uint32_t>(600, 1);
        CHECK_FALSE(decode_postings_of(view.database, {"rights"}, documents, view.deadline).complete);
    });
    too_late([](IndexView& view) { CHECK(gains_of({{1, 1}, {2, 1}}, {}, view).empty()); });
    too_late([](IndexView& view) {
        SearchRequest request;
        request.sort = Sort::title;
        CHECK(order_by_field({1, 2}, request, view).size() == 2);
        CHECK(view.deadline.was_noticed());
    });
}
