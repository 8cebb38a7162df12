#include "searchd/web/facet_search.h"

#include <catch2/catch.hpp>

using namespace samling;

TEST_CASE("values of a facet are found by how their words begin") {
    const Facet facet{"region", "Region", {{"KE", "Kenya", 3, false, {}},
                                           {"CI", "Côte d’Ivoire", 2, false, {}},
                                           {"019", "Latin America and the Caribbean", 1, true, {}},
                                           {"TR", "Türkiye", 1, false, {}}}};
    struct Row {
        const char *beginning, *found;
        std::size_t limit = 100;
    };
    const auto row = GENERATE(values<Row>({
        {"", "KE CI 019 TR "},
        {"", "KE CI ", 2},
        {"ken", "KE "},
        {"KE", "KE "},
        {"enya", ""},
        {"cote", "CI "},
        {"iv", "CI "},
        {"amer", "019 "},
        {"urk", ""},
        {"turk", "TR "},
        {"019", "019 "},
        {"\xff", ""},
    }));
    CAPTURE(row.beginning);
    std::string found;
    for (const auto& value : values_beginning(facet, row.beginning, row.limit).values)
        found += std::string(value.value) + " ";
    CHECK(found == row.found);
}
