#include "searchd/search/snapshot.h"

#include <catch2/catch.hpp>

#include "tests/searchd/random_plans.h"

using namespace samling;
using namespace samling::test;

namespace {

/// The codes of each document in words, since numbers of codes and sets may differ.
std::vector<std::string> codes_by_document(const Columns& columns) {
    std::vector<std::string> all(columns.date.size());
    for (const auto& facet : columns.facets)
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (const auto code : facet.sets[facet.set_of[i]])
                all[i] += facet.codes[code] + " ";
            all[i] += "/";
        }
    return all;
}

void check_same(const Snapshot& followed, const Snapshot& loaded) {
    CHECK(followed.columns.documents == loaded.columns.documents);
    CHECK(followed.columns.date == loaded.columns.date);
    for (std::size_t i = 0; i < loaded.columns.date.size(); ++i)
        CHECK(followed.columns.known_years[followed.columns.year_of[i]] == loaded.columns.date[i] / 10000);
    CHECK(codes_by_document(followed.columns) == codes_by_document(loaded.columns));
    CHECK(followed.lengths == loaded.lengths);
    CHECK(followed.norms == loaded.norms);
    CHECK(followed.documents == loaded.documents);
}

} // namespace

TEST_CASE("a reader that follows commits knows what one knows that reads everything") {
    constexpr int kVocabulary = 60;
    const Collection collection(random_documents(150, kVocabulary));
    const IndexReader reader(collection.data, {{}, std::size_t{1} << 20, {}});
    std::mt19937 random(3);
    std::uint64_t before = 0;
    int followed = 0;
    reader.with_view({}, [&](IndexView& view) { before = view.snapshot->revision; });
    for (int commit = 0; commit < 25; ++commit) {
        CollectionWriter writer(collection.data, *loaded_vocabularies(), {});
        for (auto n = 1 + random() % 4; n > 0; --n) {
            const auto id = std::to_string(random() % 200); // some are there, some are not
            if (random() % 3 == 0)
                writer.remove(id);
            else
                Collection::put(writer, random_document(random, id, kVocabulary));
        }
        writer.flush();
        reader.with_view({}, [&](IndexView& view) {
            followed += view.snapshot->changes.between(before, view.snapshot->revision).has_value();
            before = view.snapshot->revision;
            check_same(*view.snapshot,
                       *load_snapshot(view.database, nullptr, {}, std::make_shared<ListCache>(0)));
            RandomPlans plans(kVocabulary); // the same each time, so that their lists are kept
            for (int i = 0; i < 40; ++i) {
                const auto plan = plans.next(2);
                CAPTURE(commit, describe(plan));
                CHECK(difference(view, plan, {}) == "");
            }
        });
    }
    CHECK(followed == 25);
}

TEST_CASE("an index that does not say what has changed is read again") {
    const Collection collection({{"a", "A", {"text"}, 2001}});
    CHECK(collection.ask("text").total == 1);
    {
        Xapian::WritableDatabase database(collection.data.current_index().string());
        database.delete_document(1);
        database.commit();
    }
    CHECK(collection.ask("text").total == 0);
    CHECK(collection.ask("").total == 0);
}

TEST_CASE("a list that is kept from before the index grew adds no documents beyond its end") {
    // Enough that lists have bits, and 192 numbers, whose bits fill what the allocator gives: what lies behind is not zero.
    std::vector<Given> given;
    for (int i = 0; i < 191; ++i) given.push_back({std::to_string(i), "", {i % 2 == 0 ? "common" : "usual"}, 2020});
    const Collection collection(given);
    const auto common = Plan::word({"common"}), usual = Plan::word({"usual"});
    const IndexReader reader(collection.data, {{}, std::size_t{1} << 20, {}});
    const auto check = [&](std::size_t found) {
        reader.with_view({}, [&](IndexView& view) {
            for (const auto kind : {Plan::Kind::any, Plan::Kind::all, Plan::Kind::best, Plan::Kind::without}) {
                const auto plan = Plan::of(kind, {common, usual});
                CAPTURE(describe(plan), view.snapshot->lengths.size());
                CHECK(difference(view, plan, {}) == "");
            }
            const Deadline never(std::chrono::nanoseconds(0));
            CHECK(Evaluator(view, never).match(Plan::of(Plan::Kind::any, {common, usual})).size() == found);
        });
    };
    check(191);
    for (int batch = 0; batch < 4; ++batch) {
        CollectionWriter writer(collection.data, *loaded_vocabularies(), {});
        for (int i = 0; i < 100; ++i) Collection::put(writer, {"other" + std::to_string(batch * 100 + i), "", {"neither"}, 2021});
        writer.flush();
        check(191);
    }
}
