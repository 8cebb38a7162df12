// Who else works on what a document is about, and where documents name each other.
#include <catch2/catch.hpp>

#include "schema/failure.h"
#include "searchd/search/related.h"
#include "searchd/web/related_view.h"
#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

struct Written {
    std::string id, title, coalition;
    std::vector<std::string> pages, themes = {}, regions = {};
    std::vector<Identifier> identifiers = {};
    std::string address = {};
};

Metadata record_of(const Written& written) {
    Metadata record;
    record.id = written.id;
    record.title = written.title;
    record.identifiers = written.identifiers;
    record.source_url = written.address;
    const auto tag = [&](TagField field, const std::string& code) {
        if (!code.empty()) record.of(field).push_back({code, Origin::person, 0, {}});
    };
    tag(TagField::coalition, written.coalition);
    for (const auto& code : written.themes) tag(TagField::theme, code);
    for (const auto& code : written.regions) tag(TagField::region, code);
    tag(TagField::language, "en");
    return record;
}

const Written kPrinciples{"principles", "Principles on the Use of Spyware: A Guide for Parliaments", "will-for-the-web",
                          {"Spyware must be necessary and proportionate."}, {"surveillance"}, {"KE"},
                          {{"doi", "10.1234/spy.77"}, {"symbol", "A/HRC/44/24"}}, "https://www.example.org/reports/spyware-guide/"};

/// The same documents for every case: each names the principles in one way, or nearly.
const std::vector<Written> kAll = {
    kPrinciples,
    {"by-title", "Harvest", "tech-for-democracy", {"Nothing here.", "As the principles on the use of\nspyware: a guide for parliaments say, no more."}},
    {"by-part", "Orchard", "tech-for-democracy", {"See Principles on the Use of Spyware (2021)."}},
    {"by-doi", "Meadow", "tech-for-democracy", {"https://doi.org/10.1234/spy.77"}},
    {"by-symbol", "Valley", "tech-for-democracy", {"In document A/HRC/44/24, paragraph 3, it is said."}},
    {"by-address", "Forest", "tech-for-democracy", {"Read it at http://example.org/reports/spyware-guide."}},
    {"own", "River", "will-for-the-web", {"As the Principles on the Use of Spyware: A Guide for Parliaments say."}},
    {"same-title", kPrinciples.title, "tech-for-democracy", {kPrinciples.title}},
    {"addendum", "Lake", "tech-for-democracy", {"In document A/HRC/44/24/Add.1 another thing is said."}},
    {"other-order", "Stone", "tech-for-democracy", {"Use of the principles on spyware."}},
    {"same-subject", "Mountain", "tech-for-democracy", {"Of mountains."}, {"surveillance"}, {"KE"}},
    {"same-theme", "Ocean", "tech-for-democracy", {"Of oceans."}, {"surveillance"}, {"DK"}},
    {"own-subject", "Island", "will-for-the-web", {"Of islands."}, {"surveillance"}, {"KE"}},
    {"broad", "Desert", "tech-for-democracy", {"Of deserts."}, {"surveillance"}, {"001"}},
};

struct Related {
    Related() {
        CollectionWriter writer(data, *loaded_vocabularies(), {});
        for (const auto& written : kAll) {
            Document document{record_of(written), {}, {}};
            for (const auto& text : written.pages) document.pages.push_back({text, "", ""});
            writer.put(NewVersion{document, {}, sha256(written.id), "", ""}, std::nullopt);
        }
        writer.flush();
    }
    const Scratch scratch;
    const DataDirectory data{scratch.path() / "data"};
    const SearchService service{data, loaded_vocabularies()};
};

const Related& related() {
    static const Related kRelated;
    return kRelated;
}

std::optional<RelatedDocument> found(const std::string& id) {
    for (const auto& one : related().service.related(record_of(kPrinciples), 100, {}))
        if (one.id == id) return one;
    return std::nullopt;
}

} // namespace

TEST_CASE("a document that names another says by what and where", "[related]") {
    struct Row {
        const char* id;
        CitableName::Kind kind;
        int page;
    };
    using enum CitableName::Kind;
    const auto row = GENERATE(values<Row>({{"by-title", title, 2}, {"by-part", title, 1}, {"by-doi", doi, 1}, {"by-symbol", symbol, 1}, {"by-address", address, 1}}));
    INFO(row.id);
    const auto one = found(row.id);
    REQUIRE(one);
    REQUIRE(one->cites);
    CHECK(one->cites->kind == row.kind);
    CHECK(one->cites->page == row.page);
    Catalog catalog(related().data.catalog(), Catalog::Mode::read);
    const auto page = catalog.page(catalog.find(row.id)->key, row.page);
    CHECK(page->text.substr(one->cites->offset, one->cites->quote.size()) == one->cites->quote);
}

TEST_CASE("what does not name a document, or is of its own coalition, is not said to", "[related]") {
    const auto id = GENERATE("own", "same-title", "addendum", "other-order", "principles");
    INFO(id);
    const auto one = found(id);
    CHECK((!one || !one->cites));
}

TEST_CASE("a subject is shared with a theme and a region in common, by another coalition", "[related]") {
    const auto one = found("same-subject");
    REQUIRE(one);
    CHECK(one->themes == std::vector<std::string>{"surveillance"});
    CHECK(one->regions == std::vector<std::string>{"KE"});
    CHECK(!found("same-theme"));
    CHECK(!found("own-subject"));
    CHECK(!found("broad"));
}

TEST_CASE("what a related document is named by the one asked about is told", "[related]") {
    const Written citing = kAll[1];
    std::optional<RelatedDocument> cited;
    for (const auto& one : related().service.related(record_of(citing), 100, {}))
        if (one.id == "principles") cited = one;
    REQUIRE(cited); // by the words of the title
    CHECK(cited->cited);
    CHECK_THROWS_AS(related().service.related(record_of({"nobody", "None", "", {}}), 5, {}), Failure);
}

TEST_CASE("reasons are told in words, with the page of a citation", "[related]") {
    const auto answer = related_json("principles", related().service.related(record_of(kPrinciples), 100, {}), *loaded_vocabularies());
    CHECK_THAT(answer, Catch::Contains("\"words\":\"It names this document by its DOI\",\"by\":\"doi\",\"page\":1"));
    CHECK_THAT(answer, Catch::Contains("\"url\":\"/documents/by-doi/pages/1\""));
    CHECK_THAT(answer, Catch::Contains("\"kind\":\"subject\",\"words\":\"Both are on "));
}

TEST_CASE("names that say too little are not looked for", "[related]") {
    Analyzer analyzer("en");
    Metadata record;
    record.title = GENERATE("Report", "Annual report 2021", "What is to be done with it", "", ": : :");
    record.source_url = "https://example.org/";
    record.identifiers = {{"isbn", "978-3-16-148410-0"}, {"symbol", "A"}, {"doi", ""}};
    CHECK(citable_names(record, analyzer).empty());
}
