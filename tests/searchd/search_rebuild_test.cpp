#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "schema/failure.h"
#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

TEST_CASE("searches go on while rebuilds switch the index and remove the old one") {
    std::vector<Given> documents;
    for (int i = 0; i < 60; ++i)
        documents.push_back(
            {std::to_string(i), "Shutdown", {"An internet shutdown."}, 2000 + i % 20, {"KE"}});
    const Collection collection(documents);
    std::atomic<bool> done = false;
    std::atomic<int> wrong = 0, searches = 0;
    const auto search = [&] {
        while (!done) {
            try {
                const auto page = collection.ask("shutdown");
                if (page.total != 60 || page.hits.size() != 60 || page.facets.back().values.size() != 20)
                    ++wrong;
            } catch (const Failure&) {
                ++wrong;
            }
            ++searches;
        }
    };
    {
        std::jthread one(search), two(search);
        CollectionWriter writer(collection.data, *loaded_vocabularies(), {});
        for (int round = 0; round < 8; ++round)
            writer.rebuild([](auto) {});
        done = true;
    }
    CHECK(wrong == 0);
    CHECK(searches > 0);
    CHECK(collection.service.state().documents == 60);
}
