#include "searchd/search/snippets.h"

#include <catch2/catch.hpp>

#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

std::string text_of(const Snippet& snippet) {
    std::string text;
    for (const auto& part : snippet)
        text += part.marked ? "[" + part.text + "]" : part.text;
    return text;
}

/// The only document's best pages as "page: snippet", one a line.
std::string pages_of(const SearchPage& page) {
    REQUIRE(page.hits.size() == 1);
    std::string text;
    for (const auto& hit : page.hits.front().pages)
        text += std::to_string(hit.page) + ": " + text_of(hit.snippet) + "\n";
    return text;
}

} // namespace

TEST_CASE("a snippet marks the words in any of their forms and in any script") {
    struct Row {
        const char *query, *page, *language, *snippet;
    };
    const auto row = GENERATE(values<Row>({
        {"shutdown", "Two shutdowns.", "en", "Two [shutdowns]."},
        {"SHUTDOWNS of internet", "A shutdown of the internet.", "en", "A [shutdown] of the [internet]."},
        {"valg", "Valget blev afholdt.", "da", "[Valget] blev afholdt."},
        {"elections", "Les élections, l'élection.", "fr", "Les [élections], l'[élection]."},
        {"虚假信息", "反对虚假信息的斗争", "zh", "反对[虚假][信息]的斗争"},
        {"الانتخابات", "مراقبة الانتخابات في تونس", "ar", "مراقبة [الانتخابات] في تونس"},
        {"\"rule of law\"", "Law rules. The rule of law of all.", "en",
         "Law rules. The [rule] [of] [law] of all."},
        {"shut*", "Shutters and shutdowns.", "en", "[Shutters] and [shutdowns]."},
        {"internet -law", "The internet.", "en", "The [internet]."},
        {"internet", "<b>internet</b>", "en", "<b>[internet]</b>"},
        {"internet", "One\nline\n\n  internet\tend", "en", "One line [internet] end"},
    }));
    CAPTURE(row.query);
    const Collection collection({{"x", "x", {row.page}, 2020, {}, {}, row.language}});
    CHECK(pages_of(as_typed(collection, row.query)) == "1: " + std::string(row.snippet) + "\n");
}

TEST_CASE("the best pages come first, three at most") {
    const std::vector<std::string> pages = {
        "Nothing.",         "A shutdown.",     "An internet shutdown.",
        "Internet access.", "More shutdowns.", "Shutdowns of the internet."};
    const Collection collection({{"x", "x", pages}});
    const auto page = as_typed(collection, "internet shutdown");
    REQUIRE(page.hits.size() == 1);
    REQUIRE(page.hits.front().pages.size() == 3);
    CHECK(page.hits.front().pages[0].page == 3);
    CHECK(page.hits.front().pages[1].page == 6); // another form of the word
    CHECK(pages_of(as_typed(collection, "\"internet shutdown\"")) == "3: An [internet] [shutdown].\n");
}

TEST_CASE("another form of a word is found on a late page of a long document") {
    std::vector<std::string> pages(100, "Nothing on this page.");
    pages[89] = "Three observers came.";
    const Collection collection({{"x", "x", pages}});
    CHECK(pages_of(as_typed(collection, "observer")) == "90: Three [observers] came.\n");
}

TEST_CASE("where only the record matches, the first page begins the hit unmarked") {
    const Collection collection({{"x", "Surveillance", {"", "Some text."}}});
    CHECK(pages_of(as_typed(collection, "surveillance")) == "2: Some text.\n");
    const Collection empty(std::vector<Given>{{"x", "Surveillance", {}}});
    CHECK(pages_of(as_typed(empty, "surveillance")).empty());
}

TEST_CASE("a snippet is short, whole characters, and its marks stand in it") {
    const std::vector<std::string> fillers = {"word ", "信息",  "ไทย", "e\u0301", "👩‍👩‍👧 ",
                                              "<&> ",  "الحق ", "x"};
    for (const auto& filler : fillers)
        for (const std::size_t before : {0u, 1u, 50u, 400u}) {
            std::string text;
            for (std::size_t i = 0; i < before; ++i)
                text += filler;
            text += " internet ";
            for (std::size_t i = 0; i < 300; ++i)
                text += filler;
            CAPTURE(filler, before);
            Analyzer analyzer("");
            const AnalysedPage page{{text, "", ""}, place_tokens(text, analyzer)};
            const WordFinder words({{{"internet"}}, {{}}, {}});
            const auto snippet = make_snippet(page, words.find(page.tokens));
            const auto shown = text_of(snippet);
            CHECK(is_valid_utf8(shown));
            CHECK(shown.size() < 400);
            CHECK(shown.find("[internet]") != std::string::npos);
        }
}
