// Pages one after another, to the last.
#include <algorithm>
#include <catch2/catch.hpp>

#include "searchd/web/search_parameters.h"
#include "tests/searchd/search_fixtures.h"
#include "tests/support/web_request.h"

using namespace samling;
using namespace samling::test;

namespace {

constexpr int kDocuments = 430; ///< More than are looked at a second time, or put in the order of quieter voices.

const Collection& collection() {
    static const auto kGiven = [] {
        std::vector<Given> given;
        for (int i = 0; i < kDocuments; ++i) {
            std::string text = "rights";
            for (int n = 0; n < i % 17; ++n) text += " people";
            given.push_back({"d" + std::to_string(i), "Title " + std::to_string(i * 7 % 100), {text + (i % 3 == 0 ? " law" : "")}, 1990 + i % 30,
                             {i % 2 == 0 ? "KE" : "DK"}});
        }
        return given;
    }();
    static const Collection kCollection(kGiven);
    return kCollection;
}

} // namespace

TEST_CASE("cursors walk to the last page, in one order, each result once") {
    const auto* asked = GENERATE("q=rights", "q=rights+people+law", "q=rights&sort=title", "q=rights&sort=newest", "q=rights+people&voices=quieter",
                                 "sort=relevance", "sort=oldest&region=KE", "q=people&match=all");
    const auto limit = GENERATE("7", "50", "100");
    CAPTURE(asked, limit);
    const auto address = "/api/v1/search?" + std::string(asked) + "&limit=" + limit;
    std::vector<std::string> walked;
    std::string cursor;
    std::int64_t total = 0;
    do {
        const auto read = parse_parameters(get(address + cursor), *loaded_vocabularies(), Caller::program);
        REQUIRE(read.mistakes.empty());
        const auto page = collection().service.search(read.request);
        CHECK(changed_since(read, page.edition).empty());
        total = page.total;
        REQUIRE(!page.hits.empty());
        for (const auto& hit : page.hits) walked.push_back(hit.id);
        cursor = "&cursor=" + make_cursor(read.request, walked.size(), page.edition);
    } while (static_cast<std::int64_t>(walked.size()) < total);
    CHECK(static_cast<std::int64_t>(walked.size()) == total);
    CHECK(total > 100);
    // The first hundred are as one page gives them.
    auto whole = parse_parameters(get("/api/v1/search?" + std::string(asked) + "&limit=100"), *loaded_vocabularies(), Caller::program).request;
    const auto first = collection().service.search(whole);
    for (std::size_t i = 0; i < first.hits.size(); ++i) CHECK(first.hits[i].id == walked[i]);
    std::sort(walked.begin(), walked.end());
    CHECK(std::adjacent_find(walked.begin(), walked.end()) == walked.end());
}

TEST_CASE("a change of the collection changes the edition") {
    Collection changing({{"a", "A", {"text"}}, {"b", "B", {"text"}}});
    const auto before = changing.ask("text").edition;
    CHECK(changing.ask("text").edition == before);
    CollectionWriter writer(changing.data, *loaded_vocabularies(), {});
    Collection::put(writer, {"c", "C", {"text"}});
    writer.flush();
    CHECK(changing.ask("text").edition != before);
}
