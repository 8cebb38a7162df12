#include "searchd/web/pages.h"

#include <catch2/catch.hpp>
#include <regex>

#include "searchd/web/api.h"
#include "tests/places/places.h"
#include "tests/support/golden.h"
#include "tests/support/web_request.h"
#include "tests/support/web_values.h"

using namespace samling;

namespace {

const std::filesystem::path kShare = test::share_directory();

std::shared_ptr<const Vocabularies> vocabularies() {
    static const auto kLoaded = std::make_shared<const Vocabularies>(kShare / "vocabulary");
    return kLoaded;
}

const Pages& pages() {
    static const Pages kPages(std::make_shared<const TemplateStore>(kShare / "templates", "v1"), vocabularies());
    return kPages;
}

Page text_page() {
    return {"Surveillance is <everywhere>.\n\nNobody looks & all see \"it\".", "ix", "en"};
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
    return found;
}

/// Every tag of the page, from < to >, outside of text.
std::vector<std::string> tags_of(const std::string& html) {
    static const std::regex kTag("<[^>]*>");
    return {std::sregex_token_iterator(html.begin(), html.end(), kTag), {}};
}

} // namespace

TEST_CASE("answers look as approved", "[golden]") {
    const std::pair<const char*, std::string> rows[] = {
        {"search.json", search_json(test::search_request(), test::search_page())},
        {"document.json", document_json(test::stored_version(), {{{1, 1, "2025-12-31T00:00:00Z", ""}}}, *vocabularies(), "fr")},
        {"page.json", page_json(test::stored_version(), 2, text_page())},
        {"home.html", pages().home(test::search_page())},
        {"results.html", pages().results(test::search_request(), test::search_page())},
        {"results_empty.html", pages().results({}, {})},
        {"document.html", pages().document(test::stored_version(), {{{1, 1, "2025-12-31T00:00:00Z", ""}}})},
        {"page.html", pages().page(test::stored_version(), 2, text_page(), {"surveillance", {}})},
        {"help.html", pages().help()},
        {"error.html", pages().error(404, "There is nothing here.", "there is no document 'x'")},
    };
    for (const auto& [name, answer] : rows) CHECK(test::golden_difference(std::string("tests/searchd/golden/") + name, answer) == "");
}

/// The one script of the layout: a file of ours, without which every page works.
const std::string kOwnScript = "<script src=\"/static/suggest.js?v=v1\" defer>";

TEST_CASE("nothing that somebody wrote becomes markup") {
    const std::string hostile[] = {"<script>alert(1)</script>",
                                   "\"><img src=x onerror=alert(1)>",
                                   "' onmouseover='alert(1)",
                                   "javascript:alert(1)",
                                   "{{{title}}}{{>layout}}{{#hits}}",
                                   "</title></textarea></style><svg onload=alert(1)>",
                                   "&lt;script&gt;",
                                   "a\u202Eb\u0000c"};
    auto request = test::search_request();
    for (const auto& text : hostile) {
        CAPTURE(text);
        request.query = text;
        request.selected[0] = {text};
        request.language = text;
        const auto version = test::stored_version_full_of(text);
        const Page page{text + "\n\n" + text, text, text};
        ParsedParameters parsed;
        parsed.request = request;
        parsed.mistakes = {{text, text}};
        auto asked = test::get("/search");
        asked.query = {{"year_from", text}, {"year_to", text}};
        const std::string answers[] = {pages().home(test::search_page_full_of(text)),
                                       pages().results(request, test::search_page_full_of(text)),
                                       pages().mistakes(asked, parsed),
                                       pages().document(version, {{{1, 1, text, text}}, {{text, text, {}, 0.8}}}),
                                       pages().page(version, 1, page, {text, {text}}),
                                       pages().error(404, text, text)};
        for (const auto& answer : answers) {
            CAPTURE(answer);
            for (const auto& tag : tags_of(answer)) {
                if (tag == kOwnScript) continue;
                static const std::regex kValue("\"[^\"]*\""), kHarmful("^<(script|img|svg|style|iframe)|\\s(on[a-z]+|style)\\s*=");
                static const std::regex kProgram("href=\"\\s*(javascript|data):", std::regex::icase);
                CHECK_FALSE(std::regex_search(std::regex_replace(tag, kValue, "\"\""), kHarmful)); // names of attributes alone
                CHECK_FALSE(std::regex_search(tag, kProgram));
            }
            CHECK(count(answer, "<title>") == 1);
            CHECK(count(answer, "</html>") == 1);
        }
    }
}

TEST_CASE("a page works without script and style of its own, and is light") {
    const std::string answers[] = {pages().home(test::search_page()), pages().results(test::search_request(), test::search_page()),
                                   pages().document(test::stored_version(), {}),
                                   pages().page(test::stored_version(), 1, text_page(), {})};
    for (const auto& answer : answers) {
        CHECK(count(answer, "<script") == count(answer, kOwnScript));
        CHECK(answer.find("<style") == std::string::npos);
        CHECK(answer.find(" style=") == std::string::npos);
        CHECK(answer.find("{{") == std::string::npos);
        CHECK(count(answer, "<h1") == 1);
        CHECK(count(answer, "<main") == 1);
        CHECK(answer.find("lang=\"en\"") != std::string::npos);
        CHECK(answer.size() < 30'000);
    }
}

TEST_CASE("results lead everywhere they should") {
    const auto html = pages().results(test::search_request(), test::search_page());
    const char* parts[] = {
        "<fieldset><legend>Region</legend>",
        "name=\"region\" value=\"002\" checked",
        "depth1\"><input type=\"checkbox\" name=\"region\" value=\"002\"",
        "depth2\"><input type=\"checkbox\" name=\"region\" value=\"KE\"",
        "<summary>4 more</summary>",
        "<mark>surveillance</mark> &amp; fear",
        "/documents/kenya-report/pages/12?q=surveillance%20%22of%22%20%3Cdefenders%3E",
        "p. 12 (ix)",
        "role=\"status\">12 documents for",
        "The quotation mark is not closed",
        "Remove filter Region: Kenya",
        "Remove filter Year: 2021–…",
        "aria-current=\"page\">3</a>",
        "rel=\"prev\"",
        "rel=\"next\"",
        "name=\"limit\" value=\"2\"",
        "name=\"year_from\" inputmode=\"numeric\" maxlength=\"4\" size=\"4\" value=\"2021\"",
        "<option value=\"newest\" selected>",
        "lang=\"ar\"",
    };
    for (const auto* part : parts) {
        CAPTURE(part);
        CHECK(html.find(part) != std::string::npos);
    }
}

TEST_CASE("a chip's link is the search without its filter") {
    const auto html = pages().results(test::search_request(), test::search_page());
    auto without = test::search_request();
    without.selected[static_cast<std::size_t>(TagField::type)].clear();
    std::string address;
    for (const char c : "/search?" + query_string(without)) address += c == '&' ? std::string("&amp;") : std::string(1, c);
    CHECK(html.find("<li><a href=\"" + address + "\" aria-label=\"Remove filter Document type: Report\"") != std::string::npos);
}

TEST_CASE("page numbers are few, however many pages there are") {
    auto page = test::search_page();
    page.total = 2'000'000;
    for (const std::size_t offset : {std::size_t{0}, std::size_t{8}, std::size_t{1'000'000}, std::size_t{1'999'998}, std::size_t{9'000'000}}) {
        auto request = test::search_request();
        request.offset = offset;
        const auto html = pages().results(request, page);
        CAPTURE(offset);
        CHECK(count(html, "aria-label=\"Page ") <= 7);
        CHECK(html.find("aria-label=\"Page 1000000\"") != std::string::npos);
        CHECK(html.find("aria-label=\"Page 1\"") != std::string::npos);
    }
}

TEST_CASE("mistakes leave the form as it was sent") {
    ParsedParameters parsed;
    parsed.request = test::search_request();
    parsed.mistakes = {{"sort", "'up' is none of a, b"}, {"year_from", "'abc' is no year of four digits"}};
    const auto html = pages().mistakes(test::get("/search?year_from=abc&year_to=2023"), parsed);
    for (const auto* part : {"role=\"alert\"", "<li>sort: &apos;up&apos; is none of a, b</li>", "name=\"region\" value=\"002\"", "Region: Africa",
                             "value=\"abc\"", "value=\"2023\"", "value=\"surveillance &quot;of&quot; &lt;defenders&gt;\""}) {
        CAPTURE(part);
        CHECK(html.find(part) != std::string::npos);
    }
}

TEST_CASE("a document says where its tags come from, and links only to the web") {
    auto version = test::stored_version();
    auto html = pages().document(version, {{{1, 1, "2025-12-31T00:00:00Z", ""}}});
    for (const auto* part : {"by a person", "from the file", "by rule", "surveillance of defenders", "https://doi.org/10.1000%2F182",
                             "href=\"https://example.org/kenya\"", "A/HRC/44/24", "/documents/kenya-report/original", "Version 1"}) {
        CAPTURE(part);
        CHECK(html.find(part) != std::string::npos);
    }
    version.metadata.source_url = "javascript:alert(1)";
    version.metadata.identifiers = {{"url", "data:text/html,x"}};
    html = pages().document(version, {});
    CHECK(html.find("href=\"javascript") == std::string::npos);
    CHECK(html.find("href=\"data:") == std::string::npos);
}

TEST_CASE("what was searched for beside the words is marked on the page that a hit leads to") {
    SearchRequest request;
    request.query = "databeskyttelse & mere";
    auto found = test::search_page_full_of("x");
    found.hits.front().language = "da";
    found.expansions = {{QueryExpansion::Why::compound, "databeskyttelse", "data beskyttelse", "da", 0.5}, {QueryExpansion::Why::alternative, "databeskyttelse", "data beskyttelse", "da", 0.5}};
    const auto results = pages().results(request, found);
    const std::string address = "?q=databeskyttelse%20%26%20mere&amp;also=data%20beskyttelse";
    CHECK(results.find(address) != std::string::npos);
    StoredVersion version;
    version.metadata.id = "a";
    version.page_count = 3;
    auto asked = test::get("/documents/a/pages/2");
    asked.query = {{"q", "databeskyttelse"}, {"also", "data beskyttelse"}};
    const auto page = pages().page(version, 2, {"Om beskyttelse af data, og andet.", "", "da"}, marked_words(asked));
    CHECK(page.find("<mark>beskyttelse</mark>") != std::string::npos);
    CHECK(page.find("<mark>data</mark>") != std::string::npos);
    CHECK(page.find("<mark>andet</mark>") == std::string::npos);
    CHECK(page.find("pages/3?q=databeskyttelse&amp;also=data%20beskyttelse") != std::string::npos);
    for (int i = 0; i < 1000; ++i) asked.query.emplace_back("also", "andet");
    CHECK(marked_words(asked).also.size() == kMostAlso);
}
