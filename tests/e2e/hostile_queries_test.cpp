// Queries made to harm, over HTTP: each is answered well, or refused with what is wrong and what to do, and searchd goes on.
#include <algorithm>
#include <catch2/catch.hpp>

#include "schema/text.h"
#include "searchd/web/search_parameters.h"
#include "tests/e2e/collection.h"

using namespace samling;

namespace {

std::string times(int count, const std::string& text) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

std::string numbered(int count, const std::string& before, const std::string& after) {
    std::string all;
    for (int i = 0; i < count; ++i) all += before + std::to_string(i) + after;
    return all;
}

struct Row {
    std::string name;
    std::string target; ///< Behind /api/v1/search?
    int status;
    std::string says; ///< What the answer holds.
};

std::string q(const std::string& text) {
    std::string target;
    add_parameter(target, "q", text);
    return target;
}

std::vector<Row> rows() {
    std::string or_words = "surveillance";
    or_words += numbered(499, " OR w", "");
    return {
        {"10 kB of one word", q(std::string(10'240, 'x')), 200, "\"total\":"},
        {"10 kB of words", q(times(1462, "rights ")), 200, "\"total\":"},
        {"1,000 wildcards", q(numbered(1000, "w", "* ")), 200, "\"total\":"},
        {"1,000 times the same wildcard", q(times(1000, "s* ")), 200, "\"total\":"},
        {"a star", q("*"), 200, "\"total\":"},
        {"a beginning of one letter", q("a*"), 200, "\"total\":"},
        {"stars inside", q("s*r*v*i*l*n*e"), 200, "\"total\":"},
        {"64 nested parentheses", q(std::string(64, '(') + "surveillance" + std::string(64, ')')), 200, "\"total\":"},
        {"5,000 nested parentheses", q(std::string(5000, '(') + "surveillance"), 200, "\"total\":"},
        {"500 OR words", q(or_words), 200, "\"total\":"},
        {"a lone surrogate as UTF-8", "q=%ED%A0%80+surveillance", 200, "\"total\":"},
        {"bytes that are no UTF-8", "q=%FF%FE%80+surveillance", 200, "\"total\":"},
        {"NUL", "q=surveillance%00kenya", 200, "\"total\":"},
        {"an escape that is none", "q=%zz", 200, "\"query\":\"%zz\""},
        {"right to left and left to right", q("المراقبة surveillance \u202e rights \u202c"), 200, "\"total\":"},
        {"emoji", q("👩‍👩‍👧‍👦 🇰🇪 surveillance"), 200, "\"total\":"},
        {"only emoji", q("🙈🙉🙊"), 200, "\"total\":"},
        {"only stop words", q("the of and"), 200, "\"total\":"},
        {"only punctuation", q("?!… — ()"), 200, "it has no words"},
        {"no words in its total", q("?!… — ()"), 200, "\"total\":0,\"counted\":\"documents that match\""},
        {"500 OR words, which are too many and no mistake", q(or_words), 200, "\"escaped\":false"},
        {"10,000 nested parentheses", q(std::string(10'000, '(') + "surveillance"), 200, "nested too deeply"},
        {"1,000 wildcards of one letter", q(times(1000, "w* ")), 200, "was searched without"},
        {"wildcards of many letters", q("a* b* c* d* e* f* g* h* i* j* k* l* m* n* o* p* q* r* s* t*"), 200, "more notes like these"},
        {"a field without its value", q("region: Kenya"), 200, "right behind its colon"},
        {"300 values of a facet", numbered(300, "region=r", "&") + "limit=1", 400, "\"errors\":[{\"parameter\":\"region\",\"detail\":\"at most 200 values can be chosen\"}]"},
        {"an empty page and an empty limit", "q=surveillance&page=&limit=", 200, "\"total\":"},
        {"a field that does not exist", q("colour:red surveillance"), 200, "colour"},
        {"a value that does not exist", q("region:Atlantis"), 200, "There is no region"},
        {"unbalanced", q("\"surveillance AND ("), 200, "\"escaped\":true"},
        {"unbalanced words", q("AND OR NOT"), 200, "\"total\":"},
        {"a fuzzy letter", q("a~9"), 200, "\"total\":"},
        {"a wide nearness", q("surveillance NEAR/999999999999999999999 kenya"), 200, "\"total\":"},
        {"a year that is none", q("year:99999999999..x"), 200, "\"total\":"},
        {"quotes", q(std::string(3000, '"')), 200, "\"total\":"},
        {"combining marks", q("a" + times(2000, "\u0301")), 200, "\"total\":"},
        {"markup", q("<script>alert(1)</script>"), 200, "\"total\":"},
        {"a page beyond the end", "q=surveillance&page=4000000", 200, "\"hits\":[]"},
        {"a page that is none", "page=-1", 400, "\"parameter\":\"page\""},
        {"a page beyond all numbers", "page=99999999999999999999", 400, "\"parameter\":\"page\""},
        {"too many results", "limit=1000000", 400, "\"parameter\":\"limit\""},
        {"a forged cursor", "q=surveillance&cursor=10-1-1-00000000", 400, "it is none that a search has given"},
        {"a cursor of nonsense", "cursor=%00%FF", 400, "it is none that a search has given"},
        {"a facet that does not exist", "colour=red", 400, "there is no such parameter"},
        {"a facet value without end", "region=" + std::string(5000, 'x'), 400, "\"parameter\":\"region\""},
    };
}

std::string member(const std::string& json, const std::string& name) {
    const auto at = json.find("\"" + name + "\":\"");
    if (at == std::string::npos) return "";
    const auto begin = at + name.size() + 4;
    return json.substr(begin, json.find('"', begin) - begin);
}

} // namespace

TEST_CASE("no query harms, and every answer is good or says what is wrong") {
    const test::Daemon daemon(test::small_collection());
    for (const auto& [name, target, status, says] : rows()) {
        CAPTURE(name);
        const auto answer = daemon.get("/api/v1/search?" + target);
        INFO(answer.body.substr(0, 2000));
        CHECK(answer.status == status);
        CHECK(is_valid_utf8(answer.body));
        CHECK_THAT(answer.body, Catch::Contains(says));
        if (status == 400) CHECK_THAT(answer.body, Catch::Contains("\"detail\":"));
        const auto page = daemon.get("/search?" + target);
        CHECK((page.status == 200 || page.status == 400));
        CHECK(is_valid_utf8(page.body));
        CHECK(page.body.find("<script>alert") == std::string::npos);
        for (const auto* other : {"/api/v1/suggest?", "/api/v1/documents/kenya-report/search?", "/documents/kenya-report/search?",
                                  "/api/v1/facets/region?", "/search.atom?", "/api/v1/crosstab?rows=theme&columns=region&"}) {
            CAPTURE(other);
            const auto there = daemon.get(other + target);
            CHECK(there.status < 500);
            CHECK(is_valid_utf8(there.body));
        }
    }
    for (const auto* asked : {"/api/v1/documents/kenya-report/search?q=*", "/documents/kenya-report/search?q=*", "/search?q=*"})
        CHECK_THAT(daemon.get(asked).body, Catch::Contains("it has no words"));
    CHECK_THAT(daemon.get("/search?q=surveillance&page=4000000").body, Catch::Contains("There is no such page of results"));
    CHECK_THAT(daemon.get("/api/v1/search?q=surveillance").body, Catch::Contains("\"total\":") && !Catch::Contains("\"cut\""));
}

TEST_CASE("a cursor of another search, and one from before a change, say so over HTTP") {
    test::Scratch scratch;
    const auto data = scratch / "data";
    const auto add = [&](const std::string& id) {
        test::write_file(scratch / ("in/" + id + ".txt"), "surveillance of " + id);
        CHECK(test::run_program("indexer", {"add", (scratch / "in").string(), "--data=" + data.string()}).status == 0);
    };
    std::filesystem::create_directories(scratch / "in");
    for (const auto* id : {"one", "two", "three"}) add(id);
    const test::Daemon daemon(data);
    const auto cursor = member(daemon.get("/api/v1/search?q=surveillance&limit=1").body, "nextCursor");
    REQUIRE(!cursor.empty());
    const auto next = daemon.get("/api/v1/search?q=surveillance&limit=1&cursor=" + cursor);
    CHECK(next.status == 200);
    CHECK(next.body.find("The collection has changed") == std::string::npos);
    const auto other = daemon.get("/api/v1/search?q=something&limit=1&cursor=" + cursor);
    CHECK(other.status == 400);
    CHECK_THAT(other.body, Catch::Contains("it was given by another search; ask again with the parameters it came from"));
    add("four");
    const auto old = daemon.get("/api/v1/search?q=surveillance&limit=1&cursor=" + cursor);
    CHECK(old.status == 200);
    CHECK_THAT(old.body, Catch::Contains("The collection has changed since the page before this one was given"));
    CHECK(member(old.body, "nextCursor") != cursor);
}
