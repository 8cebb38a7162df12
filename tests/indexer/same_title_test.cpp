#include "indexer/same_title.h"

#include <catch2/catch.hpp>

using namespace samling;
using Words = std::vector<std::string>;

TEST_CASE("editions of a work are called the same, and other works are not", "[titles]") {
    struct Row {
        std::string one, other;
        bool same;
    };
    const auto row = GENERATE(values<Row>({
        {"Principles for Open Networks", "PRINCIPLES FOR OPEN NETWORKS", true},
        {"Principles for Open Networks", "Principles for Open Networks (version 2)", true},
        {"Principles for Open Networks", "Principles for open networks – v1.1, final draft", true},
        {"Principles for Open Networks", "Principles for Open Networks: second edition", true},
        {"Principles for Open Networks", "Principles for Open Networks, 2nd revised edition", true},
        {"Principper for åbne net", "Principper for åbne net, 2. udgave", true},
        {"Principios para redes abiertas", "Principios para redes abiertas (versión 3)", true},
        {"网络自由原则", "网络自由原则 v2", true},
        {"Annual report 2023", "Annual report 2024", false},
        {"Principles for Open Networks", "Principles for Closed Networks", false},
        {"Second report on shutdowns", "Third report on shutdowns", false},
        {"Part 1 of the guide", "Part 2 of the guide", false},
    }));
    CAPTURE(row.one, row.other);
    CHECK((title_words(row.one) == title_words(row.other)) == row.same);
}

TEST_CASE("a title of nothing but the words of editions has none left", "[titles]") {
    for (const auto* title : {"", "Final draft v2", "Version 1.0", "…", "\xFF\xFE"}) CHECK(title_words(title).empty());
}

TEST_CASE("without an index, or with too little of a title, nothing is called the same", "[titles]") {
    CHECK(documents_titled("", "Principles for Open Networks").empty());
    CHECK(documents_titled("/no/such/index", "Report").empty());
}
