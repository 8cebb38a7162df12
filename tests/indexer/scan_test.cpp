#include "indexer/scan.h"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "tests/support/scratch.h"

using namespace samling;
namespace fs = std::filesystem;
using test::write_file;

namespace {

std::vector<std::string> names(const ScanResult& result, const fs::path& root) {
    std::vector<std::string> names;
    for (const auto& file : result.files) names.push_back(file.path.lexically_relative(root).string());
    return names;
}

} // namespace

TEST_CASE("files are found at any depth, in order, each once") {
    const test::Scratch scratch;
    for (const char* name : {"b.txt", "a/x.md", "a/deep/er/y.pdf", ".hidden", ".folder/z.txt", "a/x.meta.xml"}) {
        fs::create_directories((scratch / name).parent_path());
        write_file(scratch / name, "content");
    }
    const auto found = scan({scratch.path(), scratch / "b.txt", scratch / "a/../b.txt"});
    CHECK(names(found, scratch.path()) == std::vector<std::string>{"a/deep/er/y.pdf", "a/x.md", "b.txt"});
    CHECK(found.skipped.empty());
    REQUIRE(found.files[1].records.size() == 1);
    CHECK(found.files[1].records[0].path == scratch / "a/x.meta.xml");
    CHECK(found.files[0].records.empty());
    CHECK(found.files[0].size == 7);
    CHECK(found.files[0].mtime_ns > 0);
}

TEST_CASE("a link in a folder opens no file outside of it, whatever it is called", "[attack]") {
    const test::Scratch outside, scratch;
    write_file(outside / "secret.txt", "secret");
    fs::create_directory(scratch / "in");
    write_file(scratch / "in/good.txt", "x");
    fs::create_symlink(outside / "secret.txt", scratch / "in/report.txt");
    fs::create_symlink(outside / "secret.txt", scratch / "in/good.meta.xml");
    fs::create_symlink("../in/good.txt", scratch / "in/again.txt");
    const auto found = scan({scratch / "in"});
    CHECK(names(found, scratch / "in") == std::vector<std::string>{"again.txt", "good.txt"});
    CHECK(found.files[1].records.empty());
    CHECK(find_file(scratch / "in/good.txt").records.empty());
    REQUIRE(found.skipped.size() == 2);
    for (const auto& skipped : found.skipped) CHECK(skipped.reason == "it is a link to a file outside of the folder; name that file itself");
    CHECK(names(scan({scratch / "in/report.txt"}), scratch / "in") == std::vector<std::string>{"report.txt"}); // by whom it is named
}

TEST_CASE("what is no file is listed with its reason, and no loop is walked") {
    const test::Scratch scratch;
    write_file(scratch / "good.txt", "x");
    REQUIRE(mkfifo((scratch / "pipe").c_str(), 0600) == 0);
    fs::create_symlink("nowhere", scratch / "broken");
    fs::create_symlink("loop", scratch / "loop");
    fs::create_directory_symlink(scratch.path(), scratch / "self");
    fs::create_symlink("good.txt", scratch / "link.txt");
    const auto found = scan({scratch.path(), scratch / "missing"});
    CHECK(names(found, scratch.path()) == std::vector<std::string>{"good.txt", "link.txt"});
    REQUIRE(found.skipped.size() == 4);
    for (const auto& skipped : found.skipped) CHECK_FALSE(skipped.reason.empty());
}
