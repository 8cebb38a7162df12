#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
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
    std::atomic<int> searches = 0;
    std::mutex mutex;
    std::string wrong; // what was, for the one who reads it
    const auto complain = [&](const std::string& what) {
        const std::lock_guard lock(mutex);
        wrong += what + "\n";
    };
    const auto search = [&] {
        while (!done) {
            try {
                const auto page = collection.ask("shutdown");
                if (page.total != 60 || page.hits.size() != 60 || page.facets.back().values.size() != 20)
                    complain(std::to_string(page.total) + " found, " + std::to_string(page.hits.size()) + " shown, " +
                             std::to_string(page.facets.back().values.size()) + " years");
            } catch (const Failure& failure) {
                complain(failure.what());
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
    CHECK(wrong == "");
    CHECK(searches > 0);
    CHECK(collection.service.state().documents == 60);
}
