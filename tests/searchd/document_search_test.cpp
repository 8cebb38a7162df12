#include "searchd/search/document_search.h"

#include <catch2/catch.hpp>

#include "schema/failure.h"
#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

const Collection& collection() {
    static const Collection kCollection({{"report",
                                          "Shutdowns",
                                          {"An internet shutdown. Another shutdown.", "Nothing here.",
                                           "Årets elections: the internet shutdowns.", "", "虚假信息与 shutdown"}},
                                         {"other", "Other", {"A shutdown too."}}});
    return kCollection;
}

DocumentSearchPage ask(const std::string& query, std::size_t offset = 0, std::size_t limit = 10) {
    return collection().service.search_document({"report", query, offset, limit});
}

/// "1:2 3:1": pages and the places on them.
std::string pages_of(const DocumentSearchPage& found) {
    std::string all;
    for (const auto& page : found.pages)
        all += (all.empty() ? "" : " ") + std::to_string(page.hit.page) + ":" + std::to_string(page.places.size());
    return all;
}

} // namespace

TEST_CASE("a search within a document finds every page on which a word stands, in their order") {
    struct Row {
        const char *query, *pages;
        std::int64_t total, occurrences;
    };
    const auto row = GENERATE(values<Row>({
        {"shutdown", "1:2 3:1 5:1", 3, 4},
        {"shutdown election", "1:2 3:2 5:1", 3, 5},
        {"\"internet shutdown\"", "1:2", 1, 2}, // both words of the phrase are places
        {"shut*", "1:2 3:1 5:1", 3, 4},
        {"shutdwn~1", "1:2 5:1", 2, 3},
        {"信息", "5:1", 1, 1},
        {"shutdown -internet", "1:2 3:1 5:1", 3, 4},
        {"nosuchword", "", 0, 0},
        {"", "", 0, 0},
        {"(", "", 0, 0},
        {"year:2020", "", 0, 0},
    }));
    CAPTURE(row.query);
    const auto found = ask(row.query);
    CHECK(pages_of(found) == row.pages);
    CHECK(found.total == row.total);
    CHECK(found.occurrences == row.occurrences);
}

TEST_CASE("places are counted in characters") {
    CHECK(ask("election").pages.front().places == std::vector<PlaceInText>{{6, 15}});
    CHECK(ask("信息").pages.front().places == std::vector<PlaceInText>{{2, 4}});
    CHECK(ask("shutdown").pages[2].places == std::vector<PlaceInText>{{6, 14}});
}

TEST_CASE("the pages of a long answer come in parts, and the total stays") {
    CHECK(pages_of(ask("shutdown", 0, 2)) == "1:2 3:1");
    CHECK(pages_of(ask("shutdown", 2, 2)) == "5:1");
    CHECK(pages_of(ask("shutdown", 9, 2)) == "");
    CHECK(ask("shutdown", 9, 2).total == 3);
}

TEST_CASE("what was not understood is said, and a document that is not there") {
    CHECK(ask("(shutdown").escaped);
    CHECK(ask("(shutdown").notices.size() == 1);
    CHECK_THROWS_AS(collection().service.search_document({"nowhere", "shutdown", 0, 10}), Failure);
}
