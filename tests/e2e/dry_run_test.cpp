#include <catch2/catch.hpp>

#include "tests/e2e/house.h"
#include "tests/support/sample_files.h"

// What a dry run says, and that it is what happens.

using namespace samling;
using test::House;
using test::says;
using test::write_file;
namespace fs = std::filesystem;

TEST_CASE("a dry run says what would happen and changes nothing") {
    const House house;
    write_file(house.files / "same.txt", "Same.");
    write_file(house.files / "moves.txt", "Moves.");
    write_file(house.files / "changes.txt", "Before.");
    write_file(house.files / "goes.txt", "Goes.");
    CHECK(says(house.add({"--dry-run"}), "new: " + (house.files / "changes.txt").string() + ": a new document"));
    CHECK_FALSE(fs::exists(house.data));
    house.add();
    const auto before = house.bytes();
    fs::rename(house.files / "moves.txt", house.files / "moved.txt");
    write_file(house.files / "changes.txt", "After the change.");
    fs::copy(house.files / "same.txt", house.files / "twin.txt");
    fs::remove(house.files / "goes.txt");
    write_file(house.files / "wrong.txt", "Wrong.");
    write_file(house.files / "wrong.meta.xml", "<record/>");
    write_file(house.files / "broken.pdf", "%PDF-1.4\nnothing");
    write_file(house.files / "blank.txt", " \n");
    const auto ended = house.add({"--dry-run"});
    CAPTURE(ended.output);
    CHECK(ended.status == 1);
    CHECK(says(ended, "moved: " + (house.files / "moved.txt").string() + ": moved from " + (house.files / "moves.txt").string()));
    CHECK(says(ended, "changed: " + (house.files / "changes.txt").string() + ": a new version"));
    CHECK(says(ended, "copy: " + (house.files / "twin.txt").string()));
    CHECK(says(ended, "refused: " + (house.files / "wrong.txt").string()));
    CHECK(says(ended, "refused: " + (house.files / "broken.pdf").string() + ": it is damaged: no page of the PDF can be found"));
    CHECK(says(ended, "no text: " + (house.files / "blank.txt").string()));
    CHECK(says(ended, "unchanged: " + (house.files / "same.txt").string()));
    CHECK(says(ended, "vanished: " + (house.files / "goes.txt").string()));
    CHECK(says(ended, "nothing was changed; 1 indexed (0 new, 1 changed), 1 unchanged, 1 without text, 2 refused, 1 moved, 1 copy, 1 vanished"));
    CHECK(says(house.add({"--dry-run", "--prune"}), "removed: " + (house.files / "goes.txt").string()));
    CHECK(house.bytes() == before);
    // And so it happens.
    CHECK(says(house.add(), "1 indexed, 1 unchanged, 1 without text, 2 refused, 1 moved, 1 copy, 1 vanished"));
}

TEST_CASE("a dry run looks into archives, and sees a copy go its own way") {
    const House house;
    const auto pack = [&](const std::string& b) {
        write_file(house.files / "x.zip", test::zip_file({{"a.txt", "Words of a."}, {b, "Words of " + b}, {"bad.pdf", "%PDF-1.4\nnothing"}}));
    };
    pack("b.txt");
    write_file(house.files / "one.txt", "The same words.");
    write_file(house.files / "two.txt", "The same words.");
    const auto dry = house.add({"--dry-run"});
    CAPTURE(dry.output);
    CHECK(says(dry, "new: " + (house.files / "x.zip!/a.txt").string()));
    CHECK(says(dry, "refused: " + (house.files / "x.zip!/bad.pdf").string()));
    CHECK(says(dry, "copy: " + (house.files / "two.txt").string() + ": a copy of " + (house.files / "one.txt").string()));
    CHECK(says(dry, "3 indexed (3 new, 0 changed), 0 unchanged, 0 without text, 1 refused, 1 copy"));
    // One worker: of two, either could come first with the words that both files have, and lead.
    CHECK(says(house.add({"--jobs=1"}), "3 indexed, 0 unchanged, 0 without text, 1 refused, 1 copy"));
    CHECK(says(house.add({"--dry-run"}), "0 indexed (0 new, 0 changed), 4 unchanged, 0 without text, 1 refused"));
    pack("c.txt");
    write_file(house.files / "one.txt", "Other words.");
    const auto changed = house.add({"--dry-run"});
    CAPTURE(changed.output);
    CHECK(says(changed, "new: " + (house.files / "x.zip!/c.txt").string()));
    CHECK(says(changed, "vanished: " + (house.files / "x.zip!/b.txt").string()));
    CHECK(says(changed, "changed: " + (house.files / "one.txt").string()));
    CHECK(says(changed, "new: " + (house.files / "two.txt").string()));
}

TEST_CASE("a dry run counts ready records, and a report has a line for each") {
    const House house;
    const auto records = house.scratch / "r.jsonl", report = house.scratch / "report.jsonl";
    write_file(records, "{\"id\":\"a\",\"text\":\"Words of a.\"}\n{\"id\":\"b\",\"text\":\"Words of b.\",\"theme\":\"no such theme\"}\nno JSON\n"
                        "{\"id\":\"c\",\"date\":\"2022-13\",\"text\":\"x\"}\n");
    const auto add = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"add", "--records=" + records.string(), "--report=" + report.string(), "--data=" + house.data.string()});
        return test::run_program("indexer", more);
    };
    const auto line = [&](int number) { return test::read_report(report)[records.string() + ":" + std::to_string(number)]; };
    auto ended = add({"--dry-run"});
    CAPTURE(ended.output);
    CHECK(ended.status == 1);
    CHECK(says(ended, "2 indexed (2 new, 0 changed), 0 unchanged, 0 without text, 2 refused"));
    CHECK(says(ended, "refused: " + records.string() + ":3: record: the line is not valid JSON"));
    CHECK(says(ended, "refused: " + records.string() + ":4: date: '2022-13' is no date"));
    CHECK_FALSE(fs::exists(house.data));
    CHECK(line(1).outcome == "indexed");
    CHECK(line(1).id == "a");
    CHECK(line(1).words == 3);
    CHECK(line(4).outcome == "refused");
    CHECK(says(add({"--dry-run", "--strict"}), "1 indexed (1 new, 0 changed), 0 unchanged, 0 without text, 3 refused"));
    CHECK(says(add({}), "2 indexed, 0 unchanged, 0 without text, 2 refused"));
    CHECK(test::read_report(report).size() == 4);
    CHECK(line(2).reason == "a new document");
    write_file(records, "{\"id\":\"a\",\"text\":\"Words of a.\"}\n{\"id\":\"b\",\"text\":\"Others.\"}\n");
    const auto before = house.bytes();
    CHECK(says(add({"--dry-run"}), "1 indexed (0 new, 1 changed), 1 unchanged, 0 without text, 0 refused"));
    CHECK(house.bytes() == before);
    CHECK(says(add({}), "1 indexed, 1 unchanged, 0 without text, 0 refused"));
    CHECK(line(1).outcome == "unchanged");
    CHECK(line(2).reason == "a new version");
}
