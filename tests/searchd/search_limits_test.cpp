#include "tests/searchd/search_fixtures.h"

#include <catch2/catch.hpp>
#include <xapian.h>

#include "schema/failure.h"
#include "schema/index_layout.h"

using namespace samling;
using namespace samling::test;

TEST_CASE("an index of another layout is refused with its mend") {
    const Collection collection({{"a", "A", {"text"}}});
    struct Row {
        const char *version, *mend;
    };
    for (const auto& [version, mend] : {Row{"", "indexer rebuild"}, Row{"1", "indexer rebuild"}, Row{"x", "indexer rebuild"}, Row{"999", "restart searchd"}}) {
        CAPTURE(version);
        {
            Xapian::WritableDatabase database(collection.data.current_index().string());
            database.set_metadata(std::string(kLayoutKey), version);
            database.commit();
        }
        const SearchService service(collection.data, loaded_vocabularies());
        const auto failure = failure_of([&] { service.search({}); });
        CHECK_THAT(failure, Catch::StartsWith("layout") && Catch::Contains(mend));
    }
}

TEST_CASE("a service that is open also refuses a layout that changes under it") {
    const Collection collection({{"a", "A", {"text"}}});
    CHECK(collection.ask("text").total == 1);
    Xapian::WritableDatabase database(collection.data.current_index().string());
    database.set_metadata(std::string(kLayoutKey), "999");
    database.commit();
    CHECK_THAT(failure_of([&] { collection.ask("text"); }), Catch::StartsWith("layout"));
}

TEST_CASE("a damaged index is a failure, not a crash") {
    const Collection collection({{"a", "A", {"text"}}});
    write_file(collection.data.current_index() / "iamglass", "not an index");
    CHECK_THAT(failure_of([&] { collection.ask("text"); }), Catch::Contains("indexer rebuild"));
}

TEST_CASE("any offset and limit give a page") {
    const Collection collection(
        {{"a", "A", {"text"}, 2001}, {"b", "B", {"text"}, 2002}, {"c", "C", {"text"}}});
    struct Row {
        std::size_t offset, limit, hits;
    };
    const auto row = GENERATE(values<Row>({{0, 0, 0},
                                           {0, 2, 2},
                                           {2, 100, 1},
                                           {3, 10, 0},
                                           {1'000'000, 10, 0},
                                           {std::size_t{1} << 32, 10, 0},
                                           {~std::size_t{0}, 100, 0}}));
    for (const auto* query : {"", "text"})
        for (const auto sort : {Sort::relevance, Sort::newest, Sort::oldest, Sort::title}) {
            CAPTURE(row.offset, row.limit, query, static_cast<int>(sort));
            SearchRequest request;
            request.query = query;
            request.offset = row.offset;
            request.limit = row.limit;
            request.sort = sort;
            const auto page = collection.service.search(request);
            CHECK(page.total == 3);
            CHECK(page.hits.size() == row.hits);
        }
}

TEST_CASE("documents are sorted by date and title") {
    const Collection collection(
        {{"a", "Écrit", {"x"}, 2001}, {"b", "alpha", {"x"}, 2002}, {"c", "Zulu", {"x"}}});
    SearchRequest request;
    request.sort = GENERATE(Sort::newest, Sort::oldest, Sort::title);
    const auto expected = request.sort == Sort::newest   ? "b a c"
                          : request.sort == Sort::oldest ? "a b c"
                                                         : "b a c";
    CHECK(ids(collection.service.search(request)) == expected);
}

TEST_CASE("no query makes the service throw") {
    const Collection collection({{"a", "A", {"text"}}});
    std::string years, ids_asked, deep;
    for (int i = 0; i < 2000; ++i) {
        years += "year:2020 ";
        ids_asked += "id:a ";
        deep += "(a ";
    }
    for (const std::string& typed :
         {years, ids_asked, deep, std::string(10'000, 'x'), std::string(10'000, '"'),
          std::string(10'000, '-'), std::string(3000, '\0'), std::string("\xff\xfe\x80 text"),
          std::string("title:"), std::string("region:"), std::string("title:* text"),
          "id:" + std::string(1000, 'X'), "doi:" + std::string(1000, 'x'), std::string("text*"),
          std::string("year:0000"), std::string("year:9999..9999"), std::string("+ - ( )")}) {
        CAPTURE(typed.substr(0, 40));
        for (const auto match : {Match::best, Match::all, Match::any})
            CHECK_NOTHROW(collection.ask(typed, match));
    }
}
