#include "schema/index_changes.h"

#include <catch2/catch.hpp>
#include <utility>

using namespace samling;

namespace {

using Documents = std::vector<std::uint32_t>;

} // namespace

TEST_CASE("changes between two revisions are those of the commits between them") {
    IndexChanges changes;
    changes.add({3, 4, {7, 2, 7}});
    changes.add({4, 5, {9, 2}});
    changes.add({5, 7, {1}});
    const auto read = IndexChanges::decode(changes.encode());
    for (const IndexChanges* known : {&std::as_const(changes), &read}) {
        CHECK(known->between(3, 7) == Documents{1, 2, 7, 9});
        CHECK(known->between(4, 7) == Documents{1, 2, 9});
        CHECK(known->between(5, 7) == Documents{1});
        CHECK_FALSE(known->between(2, 7)); // before what is known
        CHECK_FALSE(known->between(6, 7)); // in the middle of a commit
        CHECK_FALSE(known->between(3, 5)); // the index has moved on without saying so here
        CHECK_FALSE(known->between(3, 8));
    }
}

TEST_CASE("what does not follow or is too much is forgotten") {
    IndexChanges changes;
    changes.add({1, 2, {1}});
    changes.add({3, 4, {2}}); // somebody else made revision 3
    CHECK_FALSE(changes.between(1, 4));
    CHECK(changes.between(3, 4) == Documents{2});
    changes.add({4, 5, Documents(5000, 1)}); // the same document all over is one
    CHECK(changes.between(4, 5) == Documents{1});
    Documents many(5000);
    for (std::uint32_t i = 0; i < many.size(); ++i)
        many[i] = i + 1;
    changes.add({5, 6, many});
    CHECK_FALSE(changes.between(5, 6));
    changes.add({6, 7, {3}});
    CHECK(changes.between(6, 7) == Documents{3});
    CHECK_FALSE(changes.between(4, 7));
    for (std::uint64_t i = 7; i < 200; ++i)
        changes.add({i, i + 1, {static_cast<std::uint32_t>(i)}});
    CHECK(changes.between(190, 200)->size() == 10);
    CHECK_FALSE(changes.between(100, 200));
}

TEST_CASE("bytes that are no changes are none known") {
    for (const std::string bytes : {"", "x", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "\x01\x05"})
        CHECK_FALSE(IndexChanges::decode(bytes).between(0, 1));
}
