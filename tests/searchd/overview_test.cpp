#include <catch2/catch.hpp>
#include <map>

#include "schema/vocabulary.h"
#include "searchd/web/atom.h"
#include "searchd/web/value_page.h"
#include "searchd/web/value_views.h"
#include "searchd/web/world_map.h"
#include "tests/support/web_request.h"
#include "tests/support/web_values.h"

using namespace samling;

namespace {

Facet facet(const std::string& name, std::vector<FacetValue> values) { return {name, name, std::move(values)}; }

int count_in(const std::string& text, const std::string& part) {
    int count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

} // namespace

TEST_CASE("the map has a tile for nearly every country, each once, and links where documents are") {
    std::vector<CountryCount> countries;
    const auto regions = make_regions();
    for (const auto& region : regions.concepts())
        if (region.code.size() == 2) countries.push_back({region.code, region.labels.at("en"), region.code == "KE" ? 9 : region.code == "NO" ? 1 : 0, "/regions/" + region.code});
    const auto svg = world_map_svg(countries);
    std::vector<std::string> without;
    for (const auto& country : countries) {
        INFO(country.code);
        const int tiles = count_in(svg, ">" + country.code + "</text>");
        CHECK(tiles <= 1);
        if (tiles == 0) without.push_back(country.code);
    }
    CHECK(without.size() < 30); // islands and territories without people, mostly; the table has them all
    for (const std::string code : {"TV", "RU", "PS", "XK", "TW", "GL", "MV"}) CHECK(std::find(without.begin(), without.end(), code) == without.end());
    CHECK(count_in(svg, "<a href") == 2);
    CHECK(svg.find("aria-label=\"Kenya: 9 documents\"") != std::string::npos);
    CHECK(svg.find("tile shade5\"><title>Kenya") != std::string::npos);
    CHECK(svg.find("tile shade1\"><title>Norway: 1 document<") != std::string::npos);
    constexpr int kPhone = 360, kMargins = 32;
    std::size_t parts = 0;
    for (auto at = svg.find("<svg width=\""); at != std::string::npos; at = svg.find("<svg width=\"", at + 1), ++parts)
        CHECK(std::stoi(svg.substr(at + 12)) <= kPhone - kMargins);
    CHECK(parts == 3);
}

TEST_CASE("a coalition is compared with the whole") {
    ValuePage page;
    page.code = "c";
    page.its.total = 4;
    page.all.total = 40;
    page.its.facets = {facet("theme", {{"elections", "Elections", 2, false, {}}, {"privacy", "Privacy", 1, false, {}}}),
                       facet("coalition", {{"c", "C", 4, false, {}}, {"d", "D", 1, false, {}}}),
                       facet("region", {{"001", "World", 4, false, {}}, {"KE", "Kenya", 3, false, {}}})};
    page.all.facets = {facet("theme", {{"elections", "Elections", 10, false, {}}}), facet("coalition", {{"d", "D", 20, false, {}}}), facet("region", {})};
    const auto themes = compare(page, "theme", 10);
    REQUIRE(themes.size() == 2);
    CHECK(themes[0].share == Approx(0.5));
    CHECK(themes[0].share_of_all == Approx(0.25));
    CHECK(themes[1].share_of_all == 0);
    const auto together = compare(page, "coalition", 10);
    REQUIRE(together.size() == 1); // not itself
    CHECK(together[0].code == "d");
    CHECK(compare(page, "region", 10).size() == 1); // not the world
    CHECK(compare(page, "theme", 1).size() == 1);
}

TEST_CASE("common themes are those of both, the more mutual ones first") {
    SearchPage first, second;
    first.facets = {facet("theme", {{"a", "A", 9, false, {}}, {"b", "B", 4, false, {}}, {"c", "C", 1, false, {}}})};
    second.facets = {facet("theme", {{"a", "A", 1, false, {}}, {"b", "B", 3, false, {}}, {"d", "D", 5, false, {}}})};
    const auto shared = shared_themes(first, second);
    REQUIRE(shared.size() == 2);
    CHECK(shared[0].code == "b");
    CHECK(shared[1].second == 1);
    CHECK(shared_themes(first, SearchPage{}).empty());
}

TEST_CASE("a timeline shows every year between the first and the last") {
    const auto svg = timeline_svg(facet("year", {{"2023", "2023", 4, false, {}}, {"2019", "2019", 1, false, {}}}), "&theme=privacy");
    CHECK(count_in(svg, "class=\"bar\"") == 5);
    CHECK(count_in(svg, "<a href") == 2);
    CHECK(svg.find("/search?year=2019&amp;theme=privacy") != std::string::npos);
    CHECK(timeline_svg(facet("year", {})).empty());
    const auto late = timeline_svg(facet("year", {{"2018", "2018", 1, false, {}}, {"2010", "2010", 2, false, {}}, {"1948", "1948", 8, false, {}}}));
    CHECK(count_in(late, "class=\"bar\"") == 9); // not from 1959 on: nothing is there before 2010
    CHECK(late.find("8 documents are earlier") != std::string::npos);
}

TEST_CASE("a few documents of long ago do not squeeze the others, and are told") {
    const auto svg = timeline_svg(facet("year", {{"2023", "2023", 20, false, {}}, {"2022", "2022", 19, false, {}}, {"1967", "1967", 1, false, {}}}), "&theme=privacy");
    CHECK(count_in(svg, "class=\"bar\"") == 2);
    CHECK(svg.find("2022–2023") != std::string::npos);
    CHECK(svg.find("<a href=\"/search?year=1967..2021&amp;theme=privacy\">1 document is earlier</a>, from 1967 on.") != std::string::npos);
    // What is a tenth of them is not a few, and what is near is not long ago.
    CHECK(count_in(timeline_svg(facet("year", {{"2023", "2023", 9, false, {}}, {"1990", "1990", 1, false, {}}})), "class=\"bar\"") == 34);
    CHECK(count_in(timeline_svg(facet("year", {{"2023", "2023", 99, false, {}}, {"2015", "2015", 1, false, {}}})), "class=\"bar\"") == 9);
    CHECK(timeline_svg(facet("year", {{"2023", "2023", 1, false, {}}, {"1850", "1850", 1, false, {}}})).find("1 document is earlier") != std::string::npos);
}

TEST_CASE("numbers are written for people") {
    CHECK(grouped_digits(0) == "0");
    CHECK(grouped_digits(999) == "999");
    CHECK(grouped_digits(1234567) == "1\u202f234\u202f567");
    CHECK(percent(0) == "0 %");
    CHECK(percent(0.004) == "< 1 %");
    CHECK(percent(0.126) == "13 %");
    CHECK(percent(1) == "100 %");
}

TEST_CASE("a feed is well-formed and absolute, whatever the words in it are") {
    auto page = test::search_page_full_of("<script>\"&'");
    SearchRequest asked;
    asked.query = "<b>";
    const auto feed = atom_feed({"http://example.org", "/search.atom?q=%3Cb%3E", asked, page, {{"gone/1", "", "somebody", "<b>Names</b>", "2026-05-01T10:00:00Z", {}}}});
    CHECK(feed.find("<script>") == std::string::npos);
    CHECK(feed.find("<link rel=\"self\" href=\"http://example.org/search.atom?q=%3Cb%3E\"/>") != std::string::npos);
    CHECK(count_in(feed, "<entry>") == static_cast<int>(page.hits.size()));
    CHECK(feed.find("<at:deleted-entry ref=\"http://example.org/documents/gone%2F1\" when=\"2026-05-01T10:00:00Z\"><at:comment>&lt;b&gt;Names&lt;/b&gt;</at:comment>") != std::string::npos);
}
