#include <catch2/catch.hpp>

#include "tests/support/read_document.h"

using namespace samling;
using test::read_document;

TEST_CASE("schema.org in JSON-LD says what the page is, not what its site is") {
    const auto page = read_document(R"(<html><head><title>Tab | Site</title>
        <script type="application/ld+json">{"@context":"https://schema.org","@graph":[
          {"@type":"WebSite","name":"The site","url":"https://x.org"},
          {"@type":["Thing","NewsArticle"],"headline":"The article","name":"worse","description":"About it",
           "author":[{"@type":"Person","name":"Ada"},{"@type":"Person","name":"Grace"}],
           "publisher":{"@type":"Organization","name":"A union"},"datePublished":"2021-03-04T10:00:00+01:00",
           "inLanguage":"en","keywords":["water","land"],"license":"https://creativecommons.org/licenses/by/4.0/"}]}</script>
        <meta property="og:title" content="Plain"></head><body><main><p>words</main></html>)").embedded;
    CHECK(page.title == "The article");
    CHECK(page.abstract == "About it");
    REQUIRE(page.creators.size() == 2);
    CHECK(page.creators[1].name == "Grace");
    REQUIRE(page.organisations.size() == 1);
    CHECK(page.organisations[0].name == "A union");
    CHECK(page.date == Date{2021, 3, 4});
    CHECK(page.of(TagField::theme).size() == 2);
    CHECK(page.licence == "https://creativecommons.org/licenses/by/4.0/");
}

TEST_CASE("schema.org in microdata is read from the work's own scope") {
    const auto page = read_document(R"(<html><body><div itemscope itemtype="http://schema.org/WebSite"><span itemprop="name">Site</span></div>
        <article itemscope itemtype="http://schema.org/Report"><h1 itemprop="name">The report</h1>
        <span itemprop="author" itemscope itemtype="http://schema.org/Person"><a itemprop="name" href="/ada">Ada</a> of <i itemprop="jobTitle">x</i></span>
        <time itemprop="datePublished" datetime="2020-05-06">May</time><p>words</article></html>)").embedded;
    CHECK(page.title == "The report");
    REQUIRE(page.creators.size() == 1);
    CHECK(page.creators[0].name == "Ada");
    CHECK(page.date == Date{2020, 5, 6});
}

TEST_CASE("JSON-LD that is broken, deep or long is ignored") {
    for (const auto& json : {std::string("{\"@type\":\"Article\",\"name\":"), std::string(100'000, '['), std::string(), std::string("[1,2"),
                             "{\"@type\":\"Article\",\"name\":\"" + std::string(2'000'000, 'x') + "\"}"}) {
        const auto page = read_document("<html><title>T</title><script type='application/ld+json'>" + json + "</script><p>words");
        CHECK(page.embedded.title == "T");
        CHECK(page.status == Extraction::Status::text);
    }
}
