// The rows of the language test through a real index that holds all of them at once.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "tests/searchd/search_fixtures.h"
#include "tests/support/language_rows.h"

using namespace samling;
using namespace samling::test;

namespace {

std::string id_of(std::size_t row) {
    return "row-" + std::to_string(row);
}

/// A collection of the rows' texts, each a document in its own language.
Collection collection_of(const std::string& language) {
    std::vector<Given> documents;
    for (std::size_t i = 0; i < language_rows().size(); ++i) {
        const auto& row = language_rows()[i];
        if (language == "*" || row.language == language)
            documents.push_back({id_of(i), "", {row.in_text}, 2020, {}, {}, row.language});
    }
    return Collection(documents);
}

bool finds(const Collection& collection, std::size_t row) {
    SearchRequest request;
    request.query = language_rows()[row].typed;
    request.match = Match::all;
    request.limit = 100;
    request.facets = SearchRequest::Facets::none;
    request.snippets = SearchRequest::Snippets::none;
    const auto page = collection.service.search(request);
    REQUIRE(page.total <= 100);
    return std::any_of(page.hits.begin(), page.hits.end(), [&](const Hit& hit) { return hit.id == id_of(row); });
}

} // namespace

TEST_CASE("one index finds words of every language in their forms") {
    const auto all = collection_of("*");
    for (std::size_t i = 0; i < language_rows().size(); ++i) {
        const auto& row = language_rows()[i];
        CAPTURE(row.language, row.in_text, row.typed);
        if (row.expected != Meets::none) CHECK(finds(all, i));
    }
}

TEST_CASE("an index of one language does not find words for their neighbours") {
    std::map<std::string, std::vector<std::size_t>> rows;
    for (std::size_t i = 0; i < language_rows().size(); ++i)
        if (language_rows()[i].expected == Meets::none) rows[language_rows()[i].language].push_back(i);
    for (const auto& [language, numbers] : rows) {
        const auto collection = collection_of(language);
        for (const auto i : numbers) {
            CAPTURE(language, language_rows()[i].in_text, language_rows()[i].typed);
            CHECK_FALSE(finds(collection, i));
        }
    }
}

TEST_CASE("a stem of one language finds nothing in another") {
    // "policies" has in French the stem that "police" has in English.
    const Collection collection({{"police", "", {"The police came."}},
                                 {"policies", "", {"Policies matter."}},
                                 {"police-fr", "", {"La police."}, 2020, {}, {}, "fr"},
                                 {"lande", "", {"De nordiske lande"}, 2020, {}, {}, "da"},
                                 {"lander", "", {"The lander"}}});
    CHECK(ids(collection.ask("policies")) == "policies police-fr"); // and not the English "police"
    CHECK(sorted_ids(collection.ask("policy")) == "policies");
    CHECK(sorted_ids(collection.ask("landene")) == "lande");
}
