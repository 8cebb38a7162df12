// What is searched for beside the words: compounds and their parts, other names of what is named.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

struct Row {
    const char* language;
    const char* in_text;
    const char* typed;
    bool found;
};

constexpr Row kRows[] = {
    {"da", "beskyttelse af data", "databeskyttelse", true},
    {"da", "rettigheder for mennesker", "menneskerettigheder", true},
    {"da", "frihed til ytringer", "ytringsfrihed", true},
    {"da", "kontrol med våben", "våbenkontrol", true},
    {"da", "et marked for arbejde", "arbejdsmarked", true},
    {"da", "forandringer i klimaet", "klimaforandring", true},
    {"da", "et system for sundhed", "sundhedssystem", true},
    {"da", "loven om databeskyttelsen", "data beskyttelse", true},
    {"da", "en ven og et skab", "venskab", false},
    {"da", "en kunde under en holdning", "underholdning", false},
    {"da", "beskyttelse af børn", "databeskyttelse", false},
    {"de", "Schutz der Daten", "Datenschutz", true},
    {"de", "Rechte der Menschen", "Menschenrechte", true},
    {"de", "Freiheit der Meinung", "Meinungsfreiheit", true},
    {"de", "Gesellschaft der Information", "Informationsgesellschaft", true},
    {"de", "Gericht über die Verfassung", "Verfassungsgericht", true},
    {"de", "Wahlen zum Bundestag", "Bundestagswahl", true},
    {"de", "das Klima im Wandel", "Klimawandel", true},
    {"de", "Sicherheit der Netze", "Netzsicherheit", true},
    {"de", "das neue Verfassungsgericht", "Verfassung Gericht", true},
    {"de", "der Freund der Schaft", "Freundschaft", false},
    {"de", "unter dieser Haltung", "Unterhaltung", false},
    {"de", "Schutz der Wälder", "Datenschutz", false},
    {"no", "beskyttelse av miljøet", "miljøbeskyttelse", true},
    {"no", "rettighetene til mennesker", "menneskerettigheter", true},
    {"no", "frihet til ytring", "ytringsfrihet", true},
    {"no", "valget til stortinget", "stortingsvalget", true},
    {"no", "vern av personer", "personvern", true},
    {"no", "politikk for klima", "klimapolitikk", true},
    {"no", "det nye personvernet", "person vern", true},
    {"no", "en venn og et skap", "vennskap", false},
    {"sv", "skydd av data", "dataskydd", true},
    {"sv", "frihet till yttrande", "yttrandefrihet", true},
    {"sv", "förändring av klimat", "klimatförändring", true},
    {"sv", "politik för utbildning", "utbildningspolitik", true},
    {"sv", "politik om säkerhet", "säkerhetspolitik", true},
    {"sv", "marknad för energi", "energimarknad", true},
    {"sv", "lagen om dataskydd", "data skydd", true},
    {"sv", "en ledare och ett skap", "ledarskap", false},
    {"nl", "bescherming van gegevens", "gegevensbescherming", true},
    {"nl", "rechten van mensen", "mensenrechten", true},
    {"nl", "vrijheid van mening", "meningsvrijheid", true},
    {"nl", "beleid voor het klimaat", "klimaatbeleid", true},
    {"nl", "rechten van een kind", "kinderrechten", true},
    {"nl", "markt voor arbeid", "arbeidsmarkt", true},
    {"nl", "de nieuwe arbeidsmarkt", "arbeid markt", true},
    {"nl", "een vriend en een schap", "vriendschap", false},
    {"en", "soft words about a ware", "software", false},
    {"en", "a network of activists", "net work", false},
    {"en", "a network of lawyers", "work net", false},
};

Collection collection_of_rows() {
    std::vector<Given> documents;
    for (std::size_t i = 0; i < std::size(kRows); ++i)
        documents.push_back({"row-" + std::to_string(i), "", {kRows[i].in_text}, 2020, {}, {}, kRows[i].language});
    return Collection(documents);
}

SearchRequest request_for(const std::string& query) {
    SearchRequest request;
    request.query = query;
    request.match = Match::all;
    request.limit = 100;
    return request;
}

bool has(const SearchPage& page, const std::string& id) {
    return std::any_of(page.hits.begin(), page.hits.end(), [&](const Hit& hit) { return hit.id == id; });
}

std::string added(const SearchPage& page) {
    std::string all;
    for (const auto& expansion : page.expansions)
        all += (all.empty() ? "" : ", ") + expansion.added;
    return all;
}

const std::vector<Given> kNamed = {
    {"en", "", {"Disinformation before elections."}, 2020},
    {"fr", "", {"La désinformation avant le vote."}, 2020, {}, {}, "fr"},
    {"da", "", {"Desinformation på nettet."}, 2020, {}, {}, "da"},
    {"ar", "", {"المعلومات المضللة قبل الانتخابات"}, 2020, {}, {}, "ar"},
    {"ar-one-word", "", {"التضليل قبل الانتخابات"}, 2020, {}, {}, "ar"},
    {"other", "", {"Water and soil."}, 2020},
};

} // namespace

TEST_CASE("compounds are found by their parts, and parts by the compound, in five languages at once") {
    const auto collection = collection_of_rows();
    for (std::size_t i = 0; i < std::size(kRows); ++i) {
        const auto& row = kRows[i];
        CAPTURE(row.language, row.in_text, row.typed);
        const auto id = "row-" + std::to_string(i);
        auto request = request_for(row.typed);
        CHECK(has(collection.service.search(request), id) == row.found);
        request.decompound = Switch::off;
        CHECK_FALSE(has(collection.service.search(request), id));
    }
}

TEST_CASE("a word finds the compounds that it begins or ends, in any form, if the rest is a word, too") {
    struct Row {
        const char* language;
        const char* in_text;
        const char* words; ///< That stand elsewhere.
        const char* typed;
        bool found;
    };
    constexpr Row kLonger[] = {
        {"da", "Om menneskerettighederne.", "menneske rettighed", "rettigheder", true},
        {"da", "De store menneskerettighedsorganisationer.", "menneskerettigheder", "organisation", true},
        {"da", "Menneskerettighedsorganisationernes arbejde.", "menneskerettigheder", "organisation", true},
        {"da", "Ytringsfriheden under pres.", "ytring frihed", "ytring", true},
        {"da", "Ytringsfriheden under pres.", "ytring frihed", "friheder", true},
        {"da", "Loven om databeskyttelse.", "beskyttelse", "data", true}, // that stands nowhere alone
        {"da", "Et stort venskab.", "ven", "skab", false},
        {"da", "Xylofonorganisationer.", "rettigheder", "organisation", false},    // the rest is no word
        {"de", "Verletzungen der Menschenrechte.", "Mensch", "Recht", true},
        {"de", "Die Religionsfreiheit der Bürger.", "Religion", "Freiheiten", true},
        {"de", "Der Datenschutz.", "Daten", "Schutz", true},
        {"de", "Die menschliche Seite.", "Mensch liche", "Mensch", false},
        {"de", "Die Rechtlichkeit.", "lich Recht", "Recht", false},
        {"de", "Eine tiefe Freundschaft.", "Schaft", "Freund", false},
        {"no", "Opplysninger om personvernet.", "vern", "person", true},
        {"no", "Stemmerettene deres.", "stemme", "rettene", true},
        {"sv", "Yttrandefriheten i landet.", "yttrande", "frihet", true},
        {"nl", "De mensenrechten van iedereen.", "mensen", "recht", true},
        {"en", "Good software.", "soft", "ware", false},
    };
    for (const auto& row : kLonger) {
        CAPTURE(row.language, row.in_text, row.typed);
        const Collection collection({{"wanted", "", {row.in_text}, 2020, {}, {}, row.language},
                                     {"words", "", {row.words}, 2020, {}, {}, row.language},
                                     {"other", "", {"etwas"}, 2020, {}, {}, row.language}});
        auto request = request_for(row.typed);
        const auto page = collection.service.search(request);
        CHECK(has(page, "wanted") == row.found);
        CHECK(std::any_of(page.expansions.begin(), page.expansions.end(), [](const auto& added) { return added.why == QueryExpansion::Why::longer; }) == row.found);
        request.decompound = Switch::off;
        CHECK_FALSE(has(collection.service.search(request), "wanted"));
    }
}

TEST_CASE("compounds with a word stand behind the word, are marked, and can be left out one by one") {
    const Collection collection({{"word", "", {"rettigheder for alle og en lang tekst om andre emner"}, 2020, {}, {}, "da"},
                                 {"compound", "", {"menneskerettighederne"}, 2020, {}, {}, "da"},
                                 {"rest", "", {"et menneske, en borger"}, 2020, {}, {}, "da"},
                                 {"another", "", {"borgerrettigheder"}, 2020, {}, {}, "da"}});
    auto request = request_for("rettigheder");
    const auto page = collection.service.search(request);
    CHECK(ids(page).starts_with("word "));
    CAPTURE(added(page));
    CHECK(page.total == 3);
    REQUIRE(page.expansions.size() == 2);
    CHECK(page.expansions[0].weight == Approx(RankingSettings().longer));
    REQUIRE(has(page, "compound"));
    for (const auto& hit : page.hits) {
        REQUIRE_FALSE(hit.pages.empty());
        const auto& snippet = hit.pages.front().snippet;
        CHECK(std::any_of(snippet.begin(), snippet.end(), [](const SnippetPart& part) { return part.marked; }));
    }
    request.except = {"menneskerettighederne"};
    CHECK(sorted_ids(collection.service.search(request)) == "another word");
}

TEST_CASE("words of the index are shown as they are written, and left out by that") {
    const Collection collection({{"compound", "", {"Das VÖLKERRECHT."}, 2020, {}, {}, "de"}, {"rest", "", {"Völker, Recht"}, 2020, {}, {}, "de"}});
    auto request = request_for("Recht");
    CHECK(added(collection.service.search(request)) == "völkerrecht");
    request.except = {"völkerrecht"};
    const auto page = collection.service.search(request);
    CHECK(page.expansions.empty());
    CHECK(ids(page) == "rest");
    CHECK(added(collection.ask("Völkerrecht")) == "volk recht"); // a stem that no text shows
}

TEST_CASE("a word of another language brings no compounds, though a compounding one has it, too") {
    std::vector<Given> documents = {{"de", "", {"Information und Informationsfreiheit"}, 2020, {}, {}, "de"},
                                    {"rest", "", {"Freiheit"}, 2020, {}, {}, "de"}};
    CHECK(Collection(documents).ask("information").expansions.size() == 1);
    for (int i = 0; i < 2; ++i)
        documents.push_back({"en" + std::to_string(i), "", {"Some information."}, 2020, {}, {}, "en"});
    CHECK(Collection(documents).ask("information").expansions.empty());
}

TEST_CASE("what was searched for beside a compound is told of, and can be left out") {
    const auto collection = collection_of_rows();
    auto request = request_for("databeskyttelse");
    const auto page = collection.service.search(request);
    REQUIRE(page.expansions.size() == 1);
    CHECK(page.expansions[0].typed == "databeskyttelse");
    CHECK(page.expansions[0].added == "data beskyttelse");
    CHECK(page.expansions[0].language == "da");
    CHECK(page.expansions[0].why == QueryExpansion::Why::compound);
    CHECK(page.expansions[0].weight == Approx(RankingSettings().compound));
    request.except = {"data beskyttelse"};
    CHECK(collection.service.search(request).expansions.empty());
}

TEST_CASE("parts that are far apart are not a compound") {
    std::string between;
    for (int i = 0; i < 60; ++i)
        between += "ord ";
    const Collection collection({{"near", "", {"beskyttelse af data"}, 2020, {}, {}, "da"},
                                 {"far", "", {"beskyttelse " + between + "data"}, 2020, {}, {}, "da"},
                                 {"itself", "", {"databeskyttelsen"}, 2020, {}, {}, "da"}});
    CHECK(ids(collection.ask("databeskyttelse")) == "itself near");
}

TEST_CASE("words that are marked, quoted or in a field are searched as they are") {
    const auto collection = collection_of_rows();
    for (const auto* query : {"\"om databeskyttelse\"", "+databeskyttelse", "title:databeskyttelse", "databeskyttels*", "-databeskyttelse"}) {
        CAPTURE(query);
        CHECK(collection.service.search(request_for(query)).expansions.empty());
    }
}

TEST_CASE("a theme is found by its names in every language, behind what was typed") {
    const Collection collection(kNamed);
    const auto page = collection.ask("disinformation");
    CHECK(page.total == 5);
    CHECK(page.hits.front().id == "en");
    CHECK(has(page, "fr"));
    CHECK(has(page, "da"));
    CHECK(has(page, "ar"));
    CHECK(has(page, "ar-one-word"));
    CHECK(added(page).find("esinformation") != std::string::npos);
    CHECK(page.counted.find("also searched for") != std::string::npos);
    CHECK(collection.ask("désinformation").hits.front().id == "fr");
}

TEST_CASE("other names can be switched off, all or one by one") {
    const Collection collection(kNamed);
    auto request = request_for("disinformation");
    request.expand = Switch::off;
    const auto page = collection.service.search(request);
    CHECK(ids(page) == "en");
    CHECK(page.expansions.empty());
    request.expand = Switch::on;
    const auto all = collection.service.search(request);
    for (const auto& expansion : all.expansions)
        if (expansion.language == "ar") request.except.push_back(expansion.added);
    REQUIRE_FALSE(request.except.empty());
    const auto others = collection.service.search(request);
    CHECK_FALSE(has(others, "ar"));
    CHECK_FALSE(has(others, "ar-one-word"));
}

TEST_CASE("what names nothing and is no compound has nothing beside it") {
    const Collection collection(kNamed);
    const auto page = collection.ask("water soil");
    CHECK(page.expansions.empty());
    CHECK(page.total == 1);
}

TEST_CASE("a query in one language is not drowned by stems of another") {
    std::vector<Given> documents = {{"wanted", "", {"Policies on water."}, 2020, {}, {}, "en"}};
    for (int i = 0; i < 20; ++i) // "polic" in French: police, policier
        documents.push_back({"fr" + std::to_string(i), "", {"La police et le policier. La police municipale."}, 2020, {}, {}, "fr"});
    const Collection collection(documents);
    CHECK(collection.ask("policies").hits.front().id == "wanted");
}
