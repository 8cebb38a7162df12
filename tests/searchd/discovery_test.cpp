// Spelling, suggestions and similar documents, over a small collection.
#include <catch2/catch.hpp>

#include "schema/failure.h"
#include "searchd/search/similar.h"
#include "searchd/search/suggest.h"
#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

const Collection& collection() {
    static const Collection kCollection({
        {"a", "Surveillance of activists", {"Surveillance of activists by spyware, and the oversight that courts give."}, 2020, {"KE"}},
        {"b", "Spyware and the courts", {"Spyware is bought by police; the courts give no oversight of surveillance."}, 2021, {"NG"}},
        {"c", "Harvest report", {"Maize, cassava and beans were harvested in the valley."}, 2022},
        {"d", "Надзор", {"Наблюдение за журналистами и активистами"}, 2020, {}, {}, "ru"},
        {"e", "人权", {"人权委员会的监督"}, 2020, {}, {}, "zh"},
        {"f", "Titre", {"La Transparence des ÉLECTIONS européennes"}, 2020, {}, {}, "fr"},
    });
    return kCollection;
}

std::string meant(const std::string& typed) {
    const auto page = collection().ask(typed);
    if (!page.did_you_mean) return "";
    CHECK(page.did_you_mean->total == collection().ask(page.did_you_mean->query).total);
    CHECK(page.did_you_mean->total > 0);
    return page.did_you_mean->query;
}

} // namespace

TEST_CASE("a word that no document has is corrected to one that some have", "[spelling]") {
    struct Row {
        const char *typed, *meant;
    };
    const auto row = GENERATE(values<Row>({
        {"surveilance", "surveillance"},
        {"survelliance", "surveillance"},
        {"spywear of activists", "spyware of activists"},
        {"Spywre courts", "spyware courts"},
        {"harvets report", "harvest report"},
        {"журналистоми", "журналистами"},
        {"surveillance", ""},      // is there
        {"surveyed", ""},          // nothing is near
        {"reports harvest", ""},   // a form of a word that is there
        {"maiz", "maize"},
        {"xqzzk", ""},
        {"the", ""},
        {"-surveilance", ""},      // not looked for
        {"spywre OR maize", "spyware OR maize"},
        {"", ""},
        {"12345", ""},
        {"europennes", "européennes"}, // as it is written
        {"transparance", "transparence"},
        {"人权理员会", ""}, // where words are one or two characters, one is no slip of the finger
    }));
    INFO(row.typed);
    CHECK(meant(row.typed) == row.meant);
}

TEST_CASE("a correction counts under the same filters and is left out when nothing is left", "[spelling]") {
    SearchRequest request;
    request.query = "surveilance";
    request.selected[static_cast<std::size_t>(TagField::region)] = {"KE"};
    auto page = collection().service.search(request);
    REQUIRE(page.did_you_mean);
    CHECK(page.did_you_mean->total == 1);
    request.selected[static_cast<std::size_t>(TagField::region)] = {"DK"};
    CHECK(!collection().service.search(request).did_you_mean);
}

TEST_CASE("suggestions complete what is typed and lead somewhere", "[suggest]") {
    struct Row {
        const char* typed;
        Suggestion::Kind kind;
        const char* text;
    };
    using enum Suggestion::Kind;
    const auto row = GENERATE(values<Row>({
        {"surv", query, "surveillance"},
        {"SURV", query, "surveillance"},
        {"spyware cou", query, "spyware courts"},
        {"surv", title, "Surveillance of activists"},
        {"spyware courts", title, "Spyware and the courts"},
        {"harvest ", title, "Harvest report"},
        {"ken", region, "Kenya"},
        {"afri", region, "Africa"},
        {"Надз", title, "Надзор"},
        {"electi", query, "élections"}, // as it is written
        {"européennes elec", query, "européennes élections"},
    }));
    INFO(row.typed);
    const auto found = collection().service.suggest(row.typed, 20, {});
    CHECK(std::any_of(found.begin(), found.end(),
                      [&](const auto& s) { return s.kind == row.kind && s.text == row.text; }));
    for (const auto& suggestion : found) {
        CHECK(suggestion.count > 0);
        if (suggestion.kind == query) CHECK(collection().ask(suggestion.text, Match::all).total == suggestion.count);
    }
}

TEST_CASE("nothing is suggested for nothing, and no more than asked for", "[suggest]") {
    CHECK(collection().service.suggest("", 10, {}).empty());
    CHECK(collection().service.suggest("   ", 10, {}).empty());
    CHECK(collection().service.suggest("denm", 10, {}).empty()); // no document is on Denmark
    CHECK(collection().service.suggest("\"((*", 10, {}).empty());
    CHECK(collection().service.suggest(std::string(10'000, 'a'), 10, {}).empty());
    CHECK(collection().service.suggest("su", 1, {}).size() <= 1);
}

TEST_CASE("similar documents share words that tell them apart", "[similar]") {
    const auto found = collection().service.similar("a", 10, {});
    REQUIRE(found.size() == 1);
    CHECK(found.front().id == "b");
    const auto& shared = found.front().shared;
    CHECK(std::find(shared.begin(), shared.end(), "spyware") != shared.end());
    CHECK(std::find(shared.begin(), shared.end(), "the") == shared.end());
    CHECK(collection().service.similar("d", 10, {}).empty());
    CHECK_THROWS_AS(collection().service.similar("nobody", 10, {}), Failure);
}
