#include <catch2/catch.hpp>

#include "tests/e2e/house.h"

// What a dry run says, and that it is what happens.

using namespace samling;
using test::House;
using test::says;
using test::sidecar;
using test::write_file;
namespace fs = std::filesystem;

TEST_CASE("a dry run says what would happen and changes nothing") {
    const House house;
    write_file(house.files / "same.txt", "Same.");
    write_file(house.files / "moves.txt", "Moves.");
    write_file(house.files / "changes.txt", "Before.");
    write_file(house.files / "goes.txt", "Goes.");
    CHECK(says(house.add({"--dry-run"}), "index: " + (house.files / "changes.txt").string() + ": a new document"));
    CHECK_FALSE(fs::exists(house.data));
    house.add();
    const auto before = test::read_file(house.data / "catalog.db");
    fs::rename(house.files / "moves.txt", house.files / "moved.txt");
    write_file(house.files / "changes.txt", "After the change.");
    fs::copy(house.files / "same.txt", house.files / "twin.txt");
    fs::remove(house.files / "goes.txt");
    write_file(house.files / "wrong.txt", "Wrong.");
    write_file(house.files / "wrong.meta.xml", "<record/>");
    const auto ended = house.add({"--dry-run"});
    CAPTURE(ended.output);
    CHECK(ended.status == 1);
    CHECK(says(ended, "move: " + (house.files / "moved.txt").string() + ": moved from " + (house.files / "moves.txt").string()));
    CHECK(says(ended, "index: " + (house.files / "changes.txt").string() + ": a new version"));
    CHECK(says(ended, "copy: " + (house.files / "twin.txt").string()));
    CHECK(says(ended, "refuse: " + (house.files / "wrong.txt").string()));
    CHECK(says(ended, "vanished: " + (house.files / "goes.txt").string()));
    CHECK(says(ended, "nothing was changed; 1 indexed, 1 unchanged, 0 without text, 1 refused, 1 moved, 1 copies, 1 vanished"));
    CHECK(says(house.add({"--dry-run", "--prune"}), "remove: " + (house.files / "goes.txt").string()));
    CHECK(test::read_file(house.data / "catalog.db") == before);
    // And so it happens.
    CHECK(says(house.add(), "1 indexed, 1 unchanged, 0 without text, 1 refused, 1 moved, 1 copies, 1 vanished"));
}
