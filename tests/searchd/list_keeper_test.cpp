#include "searchd/search/list_keeper.h"

#include <catch2/catch.hpp>

#include "searchd/search/index_reader.h"
#include "tests/searchd/search_fixtures.h"

using namespace samling;
using namespace samling::test;

TEST_CASE("a frequent word is looked up in a small scope, and read whole in a large one or where all of it is kept") {
    std::vector<Given> documents;
    for (int i = 0; i < 100; ++i)
        documents.push_back({std::to_string(i), "", {i % 2 == 0 ? "often often here" : "often"}, 2020});
    const Collection collection(documents);
    const auto often = Plan::word({"often"});
    const auto phrase = Plan::of(Plan::Kind::phrase, {often, Plan::word({"here"})});
    const Deadline never(std::chrono::nanoseconds(0));
    IndexReader(collection.data, {{}, std::size_t{1} << 20, {}}).with_view({}, [&](IndexView& view) {
        const std::vector<std::uint32_t> few = {3, 50, 51}, many = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
        ListKeeper lists(view.database, *view.snapshot, never);
        CHECK(lists.size_of_word(often) == 100);
        for (int again = 0; again < 2; ++again) {
            const auto found = lists.word(often, {few, "few"});
            CHECK(found.postings->documents() == few);
            CHECK(found.postings->frequency_in(51) == 2);
            CHECK(found.postings->frequency_in(52) == 0);
            CHECK(found.frequency.reckoned == 100);
            CHECK(lists.phrase(phrase, {few, "few"}).postings->documents() == std::vector<std::uint32_t>{3, 51});
        }
        CHECK(lists.word(often, {many, "many"}).postings->size() == 100);
        CHECK(lists.word(often, {few, "few"}).postings->size() == 100);
        CHECK(lists.phrase(phrase, {}).postings->size() == 50);
        CHECK_FALSE(lists.cut());
    });
}

TEST_CASE("what a scope is narrowed by, and in which order, makes its key") {
    const Plan a = Plan::word({"a"}), b = Plan::word({"b"});
    const Scope all, of_a{{}, narrowed_key(all, a)};
    CHECK(narrowed_key(all, a) != narrowed_key(all, b));
    CHECK(narrowed_key(of_a, b) != narrowed_key(all, b));
    CHECK(narrowed_key(of_a, b) != narrowed_key(all, Plan::of(Plan::Kind::any, {a, b})));
    CHECK(narrowed_key(all, Plan::of(Plan::Kind::all, {a, b})) != narrowed_key(all, Plan::of(Plan::Kind::any, {a, b})));
    CHECK(narrowed_key(of_a, b).size() == of_a.key.size());
}
