#include <catch2/catch.hpp>

#include "tests/e2e/house.h"

// Runs over files that change: versions, and what is nearly the same.

using namespace samling;
using test::House;
using test::says;
using test::write_file;
namespace fs = std::filesystem;

TEST_CASE("a file that is only touched is not a new version") {
    const House house;
    write_file(house.files / "a.txt", "The same words.");
    house.add();
    fs::last_write_time(house.files / "a.txt", fs::file_time_type::clock::now() - std::chrono::hours(24));
    CHECK(house.report()["a.txt"].outcome == "unchanged");
    CHECK(house.catalog().counts().versions == 1);
    // The new time is known now; nothing is read any more. (Another content under the same size and time
    // would show.)
    const auto time = fs::last_write_time(house.files / "a.txt");
    write_file(house.files / "a.txt", "The same WORDS.");
    fs::last_write_time(house.files / "a.txt", time);
    CHECK(house.report()["a.txt"].outcome == "unchanged");
}

TEST_CASE("a change within the second of the last run is seen") {
    const House house;
    write_file(house.files / "a.txt", "one word.");
    house.add();
    const auto time = fs::last_write_time(house.files / "a.txt");
    write_file(house.files / "a.txt", "two words");
    fs::last_write_time(house.files / "a.txt", time); // as on a file system with coarse times
    CHECK(house.report()["a.txt"].outcome == "indexed");
    CHECK(house.catalog().counts().versions == 2);
}

TEST_CASE("a document keeps its last good version when its file breaks, and goes on when it is mended") {
    const House house;
    write_file(house.files / "a.rtf", "{\\rtf1 Good words.}");
    const auto id = house.report()["a.rtf"].id;
    write_file(house.files / "a.rtf", "");
    CHECK(house.report()["a.rtf"].outcome == "refused");
    CHECK(house.catalog().find(id));
    CHECK(house.report()["a.rtf"].outcome == "refused"); // again, unread
    write_file(house.files / "a.rtf", "{\\rtf1 Better words.}");
    CHECK(house.report()["a.rtf"].id == id);
    CHECK(house.catalog().find(id)->number == 2);
}

TEST_CASE("nearly the same documents are told") {
    const House house;
    std::string text = "# Report\n\n";
    for (int i = 0; i < 200; ++i)
        text += "word" + std::to_string(i * 7 % 101) + (i % 9 == 8 ? ".\n\n" : " ");
    write_file(house.files / "a.md", text);
    write_file(house.files / "b.md", text + "One sentence more stands here.");
    CHECK(says(house.add(), "1 nearly the same as another"));
    const auto status = test::run_program("indexer", {"status", "--data=" + house.data.string()});
    CHECK(says(status, "documents nearly the same as others: 2"));
}

TEST_CASE("earlier versions stay to be read, only the newest is searched, and near-duplicates are shown") {
    const House house;
    std::string text;
    for (int i = 0; i < 120; ++i)
        text += "word" + std::to_string(i) + " ";
    write_file(house.files / "a.md", "# Report\n\nhippopotamus " + text);
    const auto id = house.report()["a.md"].id;
    write_file(house.files / "a.md", "# Report, revised\n\nrhinoceros " + text);
    write_file(house.files / "b.md", "# Another\n\nrhinoceros " + text + "and more");
    house.add();
    const test::Daemon daemon(house.data);
    const auto has = [&](const std::string& target, const std::string& part) {
        const auto answer = daemon.get(target);
        CAPTURE(target, part, answer.body);
        CHECK(answer.status == 200);
        CHECK(answer.body.find(part) != std::string::npos);
    };
    const auto page = "/documents/" + id, api = "/api/v1/documents/" + id;
    has("/api/v1/search?q=hippopotamus", "\"total\":0");
    has("/api/v1/search?q=rhinoceros", "\"total\":2");
    has(page, "Report, revised");
    has(page, "<a href=\"" + page + "/versions/1\">Version 1</a>");
    has(page, "Nearly the same as");
    has(page + "/versions/1", "This is version 1, kept as it was");
    has(page + "/versions/1", page + "/versions/1/pages/1");
    has(page + "/versions/1/pages/1", "hippopotamus");
    has(page + "/versions/2/pages/1", "rhinoceros");
    has(api, "\"isNewest\":true");
    has(api, "\"nearDuplicates\":[{\"id\":\"b-");
    has(api, "\"url\":\"" + page + "/versions/1\"");
    has(api + "/versions/1", "\"isNewest\":false");
    has(api + "/versions/1", page + "/versions/1/original");
    has(api + "/versions/1/pages/1", "hippopotamus");
    has(page + "/versions/1/original", "hippopotamus");
    has(page + "/original", "rhinoceros");
    for (const auto& missing : {page + "/versions/3", page + "/versions/0", api + "/versions/x", page + "/versions/1/pages/2",
                                std::string("/documents/nobody/versions/1")})
        CHECK(daemon.get(missing).status == 404);
}
