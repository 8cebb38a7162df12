// ZIP archives as they are handed in: each member is a document, found again, skipped, and gone with its archive.
#include <catch2/catch.hpp>

#include "corpus/data_directory.h"
#include "indexer/archive_members.h"
#include "tests/e2e/programs.h"
#include "tests/support/sample_files.h"

using namespace samling;
namespace fs = std::filesystem;

namespace {

bool says(const test::Ended& ended, const std::string& text) { return ended.output.find(text) != std::string::npos; }

class Collection {
public:
    test::Ended add(std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {"add", (scratch_ / "in").string(), "--data=" + (scratch_ / "data").string()});
        return test::run_program("indexer", more);
    }
    test::Ended verify() const { return test::run_program("indexer", {"status", "--data=" + (scratch_ / "data").string()}); }
    void put(const std::string& name, const std::string& content) const {
        fs::create_directories(scratch_ / "in");
        test::write_file(scratch_ / ("in/" + name), content);
        // Well in the past, so that the file counts as at rest.
        fs::last_write_time(scratch_ / ("in/" + name), fs::file_time_type::clock::now() - std::chrono::hours(++age_));
    }
    std::optional<Source> source(const std::string& name) const {
        Catalog catalog(DataDirectory(scratch_ / "data").catalog(), Catalog::Mode::read);
        return catalog.source(fs::canonical(scratch_.path()).string() + "/in/" + name);
    }
    std::optional<Outcome> outcome(const std::string& name) const {
        const auto found = source(name);
        return found ? std::optional(found->outcome) : std::nullopt;
    }
    std::vector<std::string> check() const {
        Catalog catalog(DataDirectory(scratch_ / "data").catalog(), Catalog::Mode::read);
        return catalog.check();
    }
    const test::Scratch& scratch() const { return scratch_; }

private:
    test::Scratch scratch_;
    mutable int age_ = 10;
};

} // namespace

TEST_CASE("every file in an archive is a document of its own") {
    const Collection collection;
    collection.put("a.zip", test::zip_file({{"notes/one.txt", "words about water"},
                                            {"two.html", "<html><title>Land rights</title><p>words about land"},
                                            {"empty.txt", ""},
                                            {"../up.txt", "words from above"},
                                            {"__MACOSX/x.txt", "no document"},
                                            {"notes/", ""},
                                            {"inner.zip", test::zip_file({{"deep.txt", "words about seeds"}})}}));
    const auto first = collection.add();
    INFO(first.output);
    CHECK(first.status == 1); // the empty one was refused
    CHECK(says(first, "4 indexed"));
    CHECK(collection.outcome("a.zip") == Outcome::archive);
    CHECK(collection.outcome("a.zip!/notes/one.txt") == Outcome::indexed);
    CHECK(collection.outcome("a.zip!/two.html") == Outcome::indexed);
    CHECK(collection.outcome("a.zip!/up.txt") == Outcome::indexed);
    CHECK(collection.outcome("a.zip!/inner.zip!/deep.txt") == Outcome::indexed);
    CHECK(collection.outcome("a.zip!/empty.txt") == Outcome::refused);
    CHECK_FALSE(collection.source("a.zip!/__MACOSX/x.txt"));
    CHECK(collection.check() == std::vector<std::string>{});

    const auto again = collection.add();
    INFO(again.output);
    CHECK(says(again, "0 indexed"));
    CHECK(says(again, "4 unchanged"));
    CHECK(says(again, "1 refused"));
}

TEST_CASE("an archive that changes keeps what stayed and loses what left") {
    const Collection collection;
    collection.put("a.zip", test::zip_file({{"one.txt", "words about water"}, {"two.txt", "words about land"}}));
    collection.add();
    const auto one = collection.source("a.zip!/one.txt")->document_id;
    collection.put("a.zip", test::zip_file({{"one.txt", "words about water"}, {"three.txt", "words about seeds"}}));
    const auto changed = collection.add({"--prune"});
    INFO(changed.output);
    CHECK(collection.source("a.zip!/one.txt")->document_id == one);
    CHECK(collection.outcome("a.zip!/three.txt") == Outcome::indexed);
    CHECK_FALSE(collection.source("a.zip!/two.txt"));
    CHECK(collection.check() == std::vector<std::string>{});

    fs::remove(collection.scratch() / "in/a.zip");
    collection.add({"--prune"});
    CHECK_FALSE(collection.source("a.zip!/one.txt"));
    CHECK_FALSE(collection.source("a.zip"));
}

TEST_CASE("an archive without files, or of archives without end, is refused with the reason") {
    const Collection collection;
    std::string nested = test::zip_file({{"x.txt", "words"}});
    for (int i = 0; i < 6; ++i) nested = test::zip_file({{"inner.zip", nested}});
    collection.put("nested.zip", nested);
    collection.put("empty.zip", test::zip_file({}));
    const auto ended = collection.add();
    INFO(ended.output);
    CHECK(says(ended, "it is an archive without a file in it"));
    CHECK(says(ended, "it is an archive in an archive in an archive"));
}

TEST_CASE("paths in archives are told from paths of files") {
    CHECK(archive_of("/a/b.zip!/c/d.txt") == "/a/b.zip");
    CHECK(archive_of("/a/b.zip!/c.zip!/d.txt") == "/a/b.zip!/c.zip");
    CHECK(archive_of("/a/b.zip") == "");
}
