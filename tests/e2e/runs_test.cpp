#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/e2e/house.h"

// One run after another over files that move, are copied and go.

using namespace samling;
using test::House;
using test::says;
using test::sidecar;
using test::write_file;
namespace fs = std::filesystem;

TEST_CASE("the report has a line for each file, with what could be read") {
    const House house;
    write_file(house.files / "a.md", "# Elections\n\nObservers counted votes.");
    write_file(house.files / "blank.txt", " \n");
    write_file(house.files / "empty.pdf", "");
    auto lines = house.report();
    REQUIRE(lines.size() == 3);
    CHECK(lines["a.md"].outcome == "indexed");
    CHECK(lines["a.md"].media_type == "text/markdown");
    CHECK(lines["a.md"].words == 4);
    CHECK(lines["a.md"].pages == 1);
    CHECK_FALSE(lines["a.md"].id.empty());
    CHECK(lines["blank.txt"].outcome == "no_text");
    CHECK(lines["empty.pdf"].outcome == "refused");
    CHECK(lines["empty.pdf"].reason == "the file is empty");
    auto again = house.report();
    CHECK(again["a.md"].outcome == "unchanged");
    CHECK(again["a.md"].words == 4);
    CHECK(again["a.md"].id == lines["a.md"].id);
    CHECK(again["a.md"].earlier);
    CHECK(again["empty.pdf"].outcome == "refused");
    CHECK(house.add({"--report=/no/such/folder/x"}).status == 2);
}

TEST_CASE("a moved file is the document it was, with its record and also in a moved folder") {
    const House house;
    fs::create_directories(house.files / "old");
    write_file(house.files / "old/a.txt", "Words of a.");
    write_file(house.files / "old/b.txt", "Words of b.");
    write_file(house.files / "old/b.meta.xml", sidecar("Title of b"));
    auto before = house.report();
    fs::rename(house.files / "old", house.files / "new");
    auto after = house.report();
    CHECK(after.size() == 2); // nothing vanished
    for (const char* name : {"a.txt", "b.txt"}) {
        const auto& line = after[std::string("new/") + name];
        CAPTURE(name, line.reason);
        CHECK(line.outcome == "moved");
        CHECK(line.reason == "moved from " + (house.files / "old" / name).string());
        CHECK(line.id == before[std::string("old/") + name].id);
    }
    CHECK(house.catalog().counts().versions == 2);
    // Moved, and a record was written for it meanwhile.
    fs::rename(house.files / "new/a.txt", house.files / "c.txt");
    write_file(house.files / "c.meta.xml", sidecar("Title of c"));
    CHECK(house.report()["c.txt"].id == before["old/a.txt"].id);
    CHECK(house.catalog().find(before["old/a.txt"].id)->metadata.title == "Title of c");
    CHECK(house.catalog().counts().documents == 2);
    CHECK(house.catalog().counts().sources_indexed == 2);
}

TEST_CASE("copies are one document with several sources") {
    const House house;
    for (const char* name : {"a.txt", "b.txt", "c.txt"})
        write_file(house.files / name, "The same words in all.");
    auto lines = house.report({"--jobs=1"});
    CHECK(lines["a.txt"].outcome == "indexed");
    CHECK(lines["b.txt"].outcome == "copy");
    CHECK(lines["c.txt"].reason == "a copy of " + (house.files / "a.txt").string());
    CHECK(house.catalog().counts().documents == 1);
    CHECK(house.catalog().counts().sources_copies == 2);
    const auto id = lines["a.txt"].id;
    CHECK(house.catalog().sources_of(id).size() == 3);

    // A copy that changes is a document of its own; the others keep theirs.
    write_file(house.files / "b.txt", "Other words now.");
    lines = house.report();
    CHECK(lines["b.txt"].outcome == "indexed");
    CHECK(lines["b.txt"].id != id);
    CHECK(house.catalog().find(id)->number == 1);
    // The file that leads takes its document with it; what the copy says stays to be found.
    write_file(house.files / "a.txt", "The second version.");
    lines = house.report();
    CHECK(lines["a.txt"].id == id);
    const auto told = test::read_file(house.scratch / "report.jsonl");
    CHECK(std::count(told.begin(), told.end(), '\n') == 3); // a line a file
    CHECK(lines["c.txt"].outcome == "indexed");
    CHECK(lines["c.txt"].id != id);
    CHECK(house.catalog().find(id)->number == 2);
    CHECK(house.catalog().counts().documents == 3);
    CHECK(house.catalog().counts().sources_copies == 0);
}

TEST_CASE("of copies, the one with a record leads") {
    const House house;
    write_file(house.files / "a.txt", "The same words in both.");
    const auto id = house.report()["a.txt"].id;
    write_file(house.files / "b.txt", "The same words in both.");
    write_file(house.files / "b.meta.xml", sidecar("A person's title"));
    CHECK(house.report()["b.txt"].id == id);
    CHECK(house.catalog().find(id)->metadata.title == "A person's title");
    CHECK(house.catalog().counts().documents == 1);
    // Another copy with another record changes nothing, and says so.
    write_file(house.files / "c.txt", "The same words in both.");
    write_file(house.files / "c.meta.xml", sidecar("Another title"));
    const auto line = house.report()["c.txt"];
    CHECK(line.outcome == "copy");
    CHECK(line.reason.find("whose record holds") != std::string::npos);
    CHECK(house.catalog().find(id)->metadata.title == "A person's title");
    CHECK(house.catalog().find(id)->number == 2);
}

TEST_CASE("a copy that lost the lead in a run does not get it back when its turn comes") {
    const House house;
    write_file(house.files / "b.txt", "The same words in both.");
    house.add();
    write_file(house.files / "a.txt", "The same words in both."); // read before b, which is young and looked at again
    write_file(house.files / "a.meta.xml", sidecar("A person's title"));
    house.add({"--jobs=1"});
    CHECK(house.catalog().source((house.files / "a.txt").string())->role == SourceRole::original);
    CHECK(house.catalog().source((house.files / "b.txt").string())->role == SourceRole::copy);
}

TEST_CASE(
    "a new file that has the name and the first content of a document that went on is another document") {
    const House house;
    write_file(house.files / "report.txt", "The first text.");
    house.add();
    write_file(house.files / "report.txt", "The second text.");
    house.add();
    fs::create_directories(house.files / "sub");
    write_file(house.files / "sub/report.txt", "The first text.");
    house.add();
    CHECK(house.catalog().counts().documents == 2);
    CHECK(house.catalog().counts().versions == 3);
}

TEST_CASE("what vanished is told and marked, and removed only when that is asked for") {
    const House house;
    fs::create_directories(house.files / "sub");
    for (const char* name : {"a.txt", "b.txt", "sub/c.txt"})
        write_file(house.files / name, std::string("Words of ") + name);
    write_file(house.files / "copy of b.txt", "Words of b.txt");
    write_file(house.scratch / "elsewhere.txt", "Words from elsewhere");
    auto lines = house.report({(house.scratch / "elsewhere.txt").string()});
    const auto a = lines["a.txt"].id, b = lines["b.txt"].id;
    fs::remove(house.scratch / "elsewhere.txt"); // not below the folder of the next runs
    for (const char* name : {"a.txt", "b.txt", "sub/c.txt"})
        fs::remove(house.files / name);
    const auto ended = house.add();
    CHECK(ended.status == 0);
    CHECK(says(ended, "vanished: " + (house.files / "a.txt").string() + ": it is not there any more"));
    CHECK(says(ended, "3 vanished"));
    CHECK(house.catalog().counts().sources_missing == 3);
    CHECK(house.catalog().counts().documents == 4);
    write_file(house.files / "sub/c.txt", "Words of sub/c.txt"); // it comes back
    lines = house.report({"--prune"});
    CHECK(lines["a.txt"].outcome == "removed");
    CHECK(lines["sub/c.txt"].outcome == "unchanged");
    CHECK_FALSE(house.catalog().find(a));
    CHECK(house.catalog().find(b)); // the copy has it
    CHECK(house.catalog().sources_of(b).at(0).role == SourceRole::original);
    CHECK(house.catalog().counts().sources_missing == 0);
    CHECK(house.catalog().counts().documents == 3);
}

TEST_CASE("a folder that is not there is no reason to forget what it held") {
    const House house;
    write_file(house.files / "a.txt", "Words.");
    house.add();
    fs::rename(house.files, house.scratch / "unmounted");
    write_file(house.scratch / "b.txt", "Other words.");
    const auto ended = house.add({(house.scratch / "b.txt").string(), "--prune"});
    CHECK(ended.status == 1);
    CHECK(house.catalog().counts().documents == 2);
    CHECK(house.catalog().counts().sources_missing == 0);
}

TEST_CASE("what failed is read again when that is asked for") {
    const House house;
    write_file(house.files / "bad.pdf", "%PDF-1.4\nnothing");
    write_file(house.files / "blank.txt", "  ");
    write_file(house.files / "good.txt", "Words.");
    house.add();
    auto lines = house.report();
    CHECK(lines["bad.pdf"].earlier);
    lines = house.report({"--retry-failed"});
    CHECK(lines["bad.pdf"].outcome == "refused");
    CHECK_FALSE(lines["bad.pdf"].earlier);
    CHECK_FALSE(lines["blank.txt"].earlier);
    CHECK(lines["good.txt"].earlier);
    CHECK(house.catalog().counts().versions == 2);
}

TEST_CASE("of what is refused no original is kept") {
    const House house;
    write_file(house.files / "bad.pdf", "%PDF-1.4\nnothing");
    write_file(house.files / "good.txt", "Words.");
    house.add();
    int objects = 0;
    for (const auto& entry : fs::recursive_directory_iterator(DataDirectory(house.data).objects()))
        objects += entry.is_regular_file();
    CHECK(objects == 1);
}

TEST_CASE("names of any bytes go in and are told without upsetting a terminal") {
    const House house;
    write_file(house.files / "caf\xe9.txt", "Latin name.");
    write_file(house.files / "new\nline \x1b[31m.txt", "");
    const auto ended = house.add();
    CAPTURE(ended.output);
    CHECK(says(ended, "1 indexed"));
    CHECK(says(ended, "new\\x0aline \\x1b[31m.txt: the file is empty"));
    CHECK(says(house.add(), "1 unchanged"));
    CHECK(house.report().size() == 2);
}
