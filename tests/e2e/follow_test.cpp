// The indexer that runs beside the daemon.

#include <catch2/catch.hpp>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "corpus/catalog_transactions.h"
#include "corpus/data_directory.h"
#include "corpus/object_store.h"
#include "corpus/submissions.h"
#include "tests/e2e/programs.h"
#include "tests/places/places.h"

using namespace samling;
using namespace samling::test;
using namespace std::chrono_literals;

namespace {

template <typename Ready>
bool comes_true(Ready ready) {
    for (int i = 0; i < 3000; ++i, std::this_thread::sleep_for(10ms))
        if (ready()) return true;
    return false;
}

} // namespace

TEST_CASE("searchd keeps an indexer running that reads and publishes", "[follow]") {
    const Scratch scratch;
    const auto data = scratch.path() / "data";
    write_file(scratch / "first.md", "# The first\n\nSome words to begin with.\n");
    REQUIRE(run_program("indexer", {"add", (scratch / "first.md").string(), "--data", data.string()}).status == 0);
    const DataDirectory directory(data);
    const CatalogTransactions transactions(directory.catalog());
    ObjectStore objects(directory.objects());
    const auto followers = [&] { return processes_with({"follow", "--with-parent", data.string()}); };
    const auto hand_in = [&](const std::string& upload) {
        Submission one;
        one.coalition = "tech-for-democracy";
        one.file_name = upload + ".md";
        one.object = objects.put("# Report " + upload + "\n\nZanzibar and more words, handed in as " + upload + ".\n");
        return transactions.write([&](SqliteDatabase& database) { return Submissions(database).add(one, upload, "Ada"); });
    };
    const auto is = [&](std::int64_t key, SubmissionState state) {
        return comes_true([&] {
            return transactions.read([&](SqliteDatabase& database) { return Submissions(database).find(key)->state == state; });
        });
    };

    Daemon daemon(data);
    const auto one = hand_in("one");
    REQUIRE(is(one, SubmissionState::read));
    transactions.write([&](SqliteDatabase& database) {
        Submissions(database).move(one, 0, {SubmissionState::accepted, SubmissionActor::member, "Ada", ""});
    });
    const auto finds = [&](const std::string& word, const std::string& total) {
        return comes_true([&] { return daemon.get("/api/v1/search?q=" + word).body.find("\"total\":" + total) != std::string::npos; });
    };
    CHECK(finds("zanzibar", "1"));
    CHECK(is(one, SubmissionState::published));

    SECTION("it is started again when it was killed") {
        const auto before = followers();
        REQUIRE(before.size() == 1);
        ::kill(before[0], SIGKILL);
        CHECK(is(hand_in("two"), SubmissionState::read));
        CHECK(followers() != before);
        const auto ended = daemon.stop(SIGTERM);
        CHECK(ended.status == 0);
        CHECK(ended.output.find("was killed by signal 9; it is started again") != std::string::npos);
        CHECK(followers().empty());
    }
    SECTION("it ends with a daemon that was killed") {
        daemon.stop(SIGKILL);
        CHECK(comes_true([&] { return followers().empty(); }));
    }
    SECTION("it ends with a daemon that was killed before it had begun") {
        Daemon(data).stop(SIGKILL);
        daemon.stop(SIGKILL);
        CHECK(comes_true([&] { return followers().empty(); }));
    }
    SECTION("what is withdrawn leaves the index") {
        const auto id = transactions.read([&](SqliteDatabase& database) { return Submissions(database).find(one)->document; });
        CHECK(Catalog(directory.catalog(), Catalog::Mode::write).withdraw(id, "Bo", "superseded"));
        CHECK(finds("zanzibar", "0"));
        CHECK(daemon.get("/documents/" + id).status == 410);
    }
}

TEST_CASE("changed vocabularies reach the indexer beside the daemon too", "[follow]") {
    const Scratch scratch;
    const auto data = scratch.path() / "data", share = scratch.path() / "share";
    std::filesystem::copy(test::share_directory(), share, std::filesystem::copy_options::recursive);
    write_file(scratch / "first.md", "# The first\n\nSome words to begin with.\n");
    REQUIRE(run_program("indexer", {"add", (scratch / "first.md").string(), "--data", data.string()}).status == 0);
    const auto followers = [&] { return processes_with({"follow", "--with-parent", data.string()}); };
    const Daemon daemon(data, {"--share", share.string()});
    REQUIRE(comes_true([&] { return followers().size() == 1; }));
    const auto before = followers();
    const auto themes = read_file(share / "vocabulary" / "theme.rdf");
    REQUIRE_FALSE(themes.empty());
    write_file(share / "vocabulary" / "theme.rdf", themes + "\n");
    CHECK(comes_true([&] { return followers().size() == 1 && followers() != before; }));
}

TEST_CASE("an indexer beside the daemon can be left out", "[follow]") {
    const Scratch scratch;
    const auto data = scratch.path() / "data";
    write_file(scratch / "first.md", "# The first\n\nSome words to begin with.\n");
    REQUIRE(run_program("indexer", {"add", (scratch / "first.md").string(), "--data", data.string()}).status == 0);
    const Daemon daemon(data, {"--follow", "off"});
    CHECK(daemon.get("/healthz").status == 200);
    CHECK(processes_with({"follow", "--with-parent", data.string()}).empty());
}
