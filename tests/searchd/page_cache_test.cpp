#include "searchd/search/page_cache.h"

#include <catch2/catch.hpp>

using namespace samling;

TEST_CASE("every string of an answer counts for what it takes in the cache") {
    const std::string text(1000, 'x');
    Hit hit;
    hit.pages.resize(1);
    hit.explanation.emplace().words.resize(1);
    SearchPage page;
    page.did_you_mean.emplace();
    page.expansions.resize(1);
    page.facets.resize(1);
    page.facets[0].values.resize(1);
    page.hits = {hit};
    const auto bare = bytes_of(page);
    auto& first = page.hits[0];
    std::size_t number = 0;
    for (auto* string : {&page.counted, &page.description, &page.did_you_mean->query, &page.expansions[0].typed,
                         &page.expansions[0].added, &page.expansions[0].language, &page.facets[0].name, &page.facets[0].label,
                         &first.id, &first.title,
                         &first.subtitle, &first.date, &first.language, &first.quiet, &first.media_type, &first.pages[0].label}) {
        CAPTURE(number++);
        *string = text;
        CHECK(bytes_of(page) == bare + text.size());
        string->clear();
    }
    auto& word = first.explanation->words[0];
    for (auto* strings : {&page.notices, &first.codes[0], &word.terms, &word.fields}) {
        CAPTURE(number++);
        *strings = {text};
        CHECK(bytes_of(page) == bare + sizeof(std::string) + text.size());
        strings->clear();
    }
    const std::vector<std::string> broader = {text};
    page.facets[0].values[0] = {text, text, 0, false, broader};
    CHECK(bytes_of(page) == bare + sizeof(std::string) + 3 * text.size());
    page.facets[0].values[0] = {};
    first.pages[0].snippet = {{text, true}};
    CHECK(bytes_of(page) == bare + sizeof(SnippetPart) + text.size());
}

TEST_CASE("a request counts twice, since its key is kept twice") {
    SearchRequest request;
    const auto bare = entry_bytes(request, {});
    request.query = std::string(1000, 'x');
    CHECK(entry_bytes(request, {}) == bare + 2000);
    request.except = {request.query};
    CHECK(entry_bytes(request, {}) == bare + 4000 + 2 * sizeof(std::string));
    request.selected[0] = request.except;
    CHECK(entry_bytes(request, {}) == bare + 6000 + 4 * sizeof(std::string));
}
