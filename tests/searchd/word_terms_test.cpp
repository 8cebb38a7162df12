#include "searchd/search/word_terms.h"

#include <catch2/catch.hpp>

#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

namespace {

std::string joined(const std::set<std::string>& words) {
    std::string all;
    for (const auto& word : words)
        all += (all.empty() ? "" : " ") + word;
    return all;
}

} // namespace

TEST_CASE("a word stands for its form, its stems, and the forms that are their own stem") {
    struct Row {
        const char *word, *prefix;
        std::vector<std::string> languages;
        const char *terms, *forms, *stems;
    };
    const auto row = GENERATE(values<Row>({
        {"Dogs", "", {}, "dogs", "dogs", ""},
        {"Dogs", "", {"en"}, "Zendog dog dogs", "dog dogs", "endog"},
        {"dog", "", {"en"}, "Zendog dog", "dog", "endog"},
        {"dogs", "S", {"en"}, "Sdog Sdogs ZSendog", "dog dogs", "endog"},
        {"insan", "", {"tr"}, "Ztrin insan", "insan", "trin"}, // "in" would stand in every English text
        {"digital", "", {"ca"}, "Zcadig digital", "digital", "cadig"},
        {"in", "", {"tr"}, "Ztrin in", "in", "trin"},
        {"valgene", "", {"en", "da"}, "Zdavalg Zenvalgen valg valgen valgene", "valg valgen valgene", "davalg envalgen"},
    }));
    CAPTURE(row.word);
    IndexView view;
    view.languages = row.languages;
    const auto found = word_terms(row.word, row.prefix, view);
    CHECK(joined(found.terms) == row.terms);
    CHECK(joined(found.forms) == row.forms);
    CHECK(joined(found.stems) == row.stems);
}

TEST_CASE("a word is found by each of its forms, whichever of them is its stem") {
    const Collection collection({{"one", "", {"a dog"}}, {"more", "", {"the dogs"}}, {"da", "", {"dog"}, 0, {}, {}, "da"}});
    for (const char* typed : {"dog", "dogs", "title:dog OR dogs"}) {
        CAPTURE(typed);
        CHECK(sorted_ids(collection.ask(typed)) == "da more one");
    }
}
