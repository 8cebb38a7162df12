#include <catch2/catch.hpp>

#include "tests/corpus/fixtures.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;

namespace {

using Ids = std::vector<std::string>;

Ids current(Catalog& catalog) {
    Ids ids;
    catalog.for_each_current([&](const StoredVersion& version) { ids.push_back(version.metadata.id); });
    return ids;
}

Ids unindexed(Catalog& catalog) {
    Ids ids;
    catalog.for_each_unindexed([&](const StoredVersion& version) { ids.push_back(version.metadata.id); });
    return ids;
}

} // namespace

TEST_CASE("a document waits for the index until its newest version is there", "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    const auto a1 = catalog.put_version(plain_version("a", "one")).version_key;
    const auto b1 = catalog.put_version(plain_version("b", "one")).version_key;
    CHECK(unindexed(catalog) == Ids{"a", "b"});
    catalog.mark_indexed({a1});
    CHECK(unindexed(catalog) == Ids{"b"});
    const auto a2 = catalog.put_version(plain_version("a", "two")).version_key;
    CHECK(unindexed(catalog) == Ids{"b", "a"}); // by key of the version
    catalog.mark_indexed({a1, b1});             // the older version of a
    CHECK(unindexed(catalog) == Ids{"a"});
    catalog.mark_indexed({a2});
    catalog.mark_indexed({a1}); // told late: never goes back
    CHECK(unindexed(catalog).empty());
    CHECK(current(catalog) == Ids{"b", "a"});
    catalog.put_version(plain_version("a", "two")); // unchanged
    CHECK(unindexed(catalog).empty());
    catalog.mark_all_unindexed();
    CHECK(unindexed(catalog) == Ids{"b", "a"});
    catalog.mark_indexed({12345, -1});
    CHECK(catalog.counts().unindexed == 2);
}

TEST_CASE("removals are remembered until the index has heard of them", "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    for (const char* id : {"a", "b", "c"})
        catalog.mark_indexed({catalog.put_version(plain_version(id, "one")).version_key});
    catalog.put_version(plain_version("never-marked", "one"));
    for (const char* id : {"a", "b", "never-marked"})
        CHECK(catalog.remove(id));
    CHECK(catalog.removed_but_indexed() == Ids{"a", "b", "never-marked"});
    catalog.mark_all_unindexed(); // a rebuild that dies leaves the old index in use
    CHECK(catalog.removed_but_indexed() == Ids{"a", "b", "never-marked"});
    catalog.put_version(plain_version("a", "again")); // will replace what is in the index
    CHECK(catalog.removed_but_indexed() == Ids{"b", "never-marked"});
    catalog.mark_removal_indexed({"b", "never-marked", "unknown"});
    CHECK(catalog.removed_but_indexed().empty());
    catalog.remove("a");
    CHECK(catalog.removed_but_indexed() == Ids{"a"});
}

TEST_CASE("many versions are visited once each, in order, while the catalog is read and written",
          "[catalog]") {
    const Scratch scratch;
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    constexpr int kMany = 700; // more than two batches
    catalog.transaction([&] {
        for (int i = 0; i < kMany; ++i)
            catalog.put_version(plain_version("d" + std::to_string(i), "one"));
    });
    std::int64_t last = 0;
    int visited = 0;
    catalog.transaction([&] {
        catalog.for_each_unindexed([&](const StoredVersion& version) {
            CHECK(version.key > last);
            last = version.key;
            CHECK(catalog.pages(version.key).size() == 1);
            CHECK(catalog.find(version.metadata.id)->key == version.key);
            catalog.mark_indexed({version.key});
            ++visited;
        });
    });
    CHECK(visited == kMany);
    CHECK(unindexed(catalog).empty());
    CHECK(current(catalog).size() == kMany);
    // A walk inside a walk.
    int pairs = 0;
    catalog.for_each_current([&](const StoredVersion& outer) {
        if (outer.number == 1 && pairs < kMany)
            catalog.for_each_current([&](const StoredVersion&) { ++pairs; });
    });
    CHECK(pairs == kMany);
    // An exception of the visitor passes through and leaves the catalog usable.
    CHECK_THROWS_AS(catalog.for_each_current([](const StoredVersion&) { throw 7; }), int);
    CHECK(current(catalog).size() == kMany);
}
