#include "searchd/web/search_parameters.h"

#include <catch2/catch.hpp>

#include "schema/nearest_name.h"
#include "tests/places/places.h"
#include "tests/support/web_request.h"

using namespace samling;

namespace {

const Vocabularies& vocabularies() {
    static const Vocabularies kLoaded(test::share_directory() / "vocabulary");
    return kLoaded;
}

ParsedParameters parsed(const std::string& query, Caller caller = Caller::program) {
    return parse_parameters(test::get("/api/v1/search?" + query), vocabularies(), caller);
}

std::string mistakes(const std::string& query, Caller caller = Caller::program) {
    std::string all;
    for (const auto& [parameter, detail] : parsed(query, caller).mistakes) all += parameter + ": " + detail + "\n";
    return all;
}

} // namespace

TEST_CASE("what is right in an address becomes the search") {
    // query_string is the canonical form: labels have become codes, defaults are gone.
    const std::pair<const char*, const char*> rows[] = {
        {"", ""},
        {"q=", ""},
        {"q=human+rights", "q=human%20rights"},
        {"q=a%26b%3Dc", "q=a%26b%3Dc"},
        {"q=x&match=best&sort=relevance&limit=10&lang=en", "q=x"},
        {"match=all&sort=newest", "match=all&sort=newest"},
        {"match=any&sort=oldest&limit=0&lang=fr", "match=any&sort=oldest&lang=fr&limit=0"},
        {"region=002", "region=002"},
        {"region=Africa", "region=002"},
        {"region=AFRIQUE", "region=002"},
        {"region=Africa&region=002", "region=002"},
        {"region=KE&region=Africa", "region=KE&region=002"},
        {"theme=", ""},
        {"theme=no-such-theme", "theme=no-such-theme"},
        {"year=2022", "year=2022"},
        {"year=2021..2023", "year=2021..2023"},
        {"year=2021..", "year=2021.."},
        {"year=..2023", "year=..2023"},
        {"year=", ""},
        {"q=a&limit=&page=", "q=a"}, // of a form in which nothing was chosen
        {"decompound=off&expand=off", "decompound=off&expand=off"},
        {"decompound=on&expand=on", ""},
        {"q=a&except=x%20y&except=z", "q=a&except=x%20y&except=z"},
        {"year_from=2021&year_to=2022", "year=2021..2022"},
        {"year_from=2021", "year=2021.."},
        {"year_to=2021", "year=..2021"},
    };
    for (const auto& [typed, meant] : rows) {
        CAPTURE(typed);
        CHECK(mistakes(typed).empty());
        CHECK(query_string(parsed(typed).request) == meant);
        CHECK(query_string(parsed(query_string(parsed(typed).request)).request) == meant); // stable
    }
    CHECK(parsed("limit=100").request.limit == 100);
    CHECK(parsed("limit=20&page=3").request.offset == 40);
}

TEST_CASE("every parameter can be wrong, and says what is right") {
    const std::pair<std::string, const char*> rows[] = {
        {"match=some", "match: 'some' is none of best, all, any\n"},
        {"expand=yes", "expand: 'yes' is none of on, off\n"},
        {"decompound=0", "decompound: '0' is none of on, off\n"},
        {"match=ALL", "match: 'ALL' is none of best, all, any\n"},
        {"sort=up", "sort: 'up' is none of relevance, newest, oldest, title\n"},
        {"limit=-1", "limit: '-1' is no number from 0 to 100\n"},
        {"limit=101", "limit: '101' is no number from 0 to 100\n"},
        {"limit=1e2", "limit: '1e2' is no number from 0 to 100\n"},
        {"limit=99999999999999999999", "limit: '99999999999999999999' is no number from 0 to 100\n"},
        {"page=0", "page: '0' is no page number; the first is 1\n"},
        {"page=99999999", "page: '99999999' is no page number; the first is 1\n"},
        {"lang=english", "lang: 'english' is no language code, such as en, fr or ar\n"},
        {"lang=E1", "lang: 'E1' is no language code, such as en, fr or ar\n"},
        {"year=20x", "year: '20x' is none of 2022, 2021..2023, 2021.. and ..2023\n"},
        {"year=2023..2021", "year: '2023..2021' is none of 2022, 2021..2023, 2021.. and ..2023\n"},
        {"year=..", "year: '..' is none of 2022, 2021..2023, 2021.. and ..2023\n"},
        {"year=0000", "year: '0000' is none of 2022, 2021..2023, 2021.. and ..2023\n"},
        {"year_from=abc", "year_from: 'abc' is no year of four digits\n"},
        {"year_from=2023&year_to=2021", "year_from: it is later than year_to\n"},
        {"cursor=10-0000000000000000", "cursor: it is none that a search has given, or it was changed on its way; begin again without it\n"},
        {"cursor=x", "cursor: it is none that a search has given, or it was changed on its way; begin again without it\n"},
        {"theme=a%01b", "theme: a value has visible characters only\n"},
        {"theme=" + std::string(101, 'a'), "theme: a value has at most 100 characters\n"},
        {"regio=Africa", "regio: there is no such parameter; did you mean region?\n"},
        {"Limit=3", "Limit: there is no such parameter; did you mean limit?\n"},
        {"facets=3", "facets: there is no such parameter; there are q, match, sort, limit, cursor, year, lang, voices, explain, decompound, expand, except, coalition, "
                     "theme, region, type, category, commitment, actor, language\n"},
        {"sort=up&limit=x&theme=a&year=1", "sort: 'up' is none of relevance, newest, oldest, title\n"
                                           "limit: 'x' is no number from 0 to 100\n"
                                           "year: '1' is none of 2022, 2021..2023, 2021.. and ..2023\n"},
    };
    for (const auto& [typed, said] : rows) {
        CAPTURE(typed);
        CHECK(mistakes(typed) == said);
    }
    std::string many;
    for (int i = 0; i < 201; ++i) many += "type=t" + std::to_string(i) + "&";
    CHECK(mistakes(many) == "type: at most 200 values can be chosen\n");
    CHECK(mistakes("theme=" + percent_encode("\u0634") + std::string(99, 'a')).empty()); // 100 characters, 101 bytes
}

TEST_CASE("what is right beside a mistake is kept for the form") {
    const auto result = parsed("q=x&region=Africa&sort=up", Caller::person);
    CHECK(result.mistakes.size() == 1);
    CHECK(query_string(result.request) == "q=x&region=002");
}

TEST_CASE("people's links may carry parameters of others") {
    CHECK(mistakes("q=x&utm_source=mail", Caller::person).empty());
    CHECK(mistakes("q=x&sort=up", Caller::person) != "");
}

TEST_CASE("a cursor goes with its search only, and says what is wrong with it") {
    const auto cursor = make_cursor(parsed("q=x&region=Africa").request, 10, 7);
    CHECK(parsed("q=x&region=002&cursor=" + cursor).request.offset == 10);
    for (const auto* other : {"q=y&region=002", "q=x", "q=x&region=002&sort=newest", "q=x&region=002&limit=5"}) {
        CAPTURE(other);
        CHECK_THAT(mistakes(std::string(other) + "&cursor=" + cursor), Catch::Contains("cursor: it was given by another search; ask again with"));
    }
    for (std::size_t at = 0; at < cursor.size(); ++at) { // whatever is changed in it
        auto forged = cursor;
        forged[at] = forged[at] == '2' ? '3' : '2';
        CAPTURE(forged);
        CHECK_THAT(mistakes("q=x&region=002&cursor=" + forged), Catch::Contains("cursor: it is none that a search has given"));
    }
    for (const std::string& forged : {cursor + "0", cursor.substr(1), " " + cursor, "-" + cursor, std::string(5000, '1')})
        CHECK_THAT(mistakes("q=x&region=002&cursor=" + percent_encode(forged)), Catch::Contains("cursor: it is none that a search has given"));
}

TEST_CASE("a cursor from before a change of the collection goes on and says so") {
    const auto read = parsed("q=x&cursor=" + make_cursor(parsed("q=x").request, 10, 7));
    CHECK(read.mistakes.empty());
    CHECK(read.request.offset == 10);
    CHECK(changed_since(read, 7).empty());
    CHECK_THAT(changed_since(read, 8), Catch::StartsWith("The collection has changed since the page before this one was given"));
    CHECK(changed_since(parsed("q=x"), 8).empty());
}

TEST_CASE("a slip of a finger is understood, another word is not") {
    constexpr std::string_view kNames[] = {"q", "region", "theme", "limit"};
    const std::pair<const char*, const char*> rows[] = {{"regoin", "region"}, {"Theme", "theme"}, {"themes", "theme"}, {"lim", ""},
                                                        {"", ""},            {"x", ""},          {"utm_source", ""},
                                                        {"zzzzzzzz", ""}};
    for (const auto& [typed, meant] : rows) {
        CAPTURE(typed);
        CHECK(nearest_name(typed, kNames) == meant);
    }
    CHECK(nearest_name(std::string(100'000, 'a'), kNames).empty());
}
