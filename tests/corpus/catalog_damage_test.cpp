// What the catalog does when its process is killed, its file is damaged or its place may not be written.

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <random>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/sqlite.h"
#include "tests/corpus/fixtures.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;

namespace {

constexpr int kDocuments = 12;

std::string id_of(int batch, int i) {
    return "b" + std::to_string(batch) + "-" + std::to_string(i);
}

/// Stores batch after batch, one transaction each, and says after each that it is committed.
[[noreturn]] void write_for_ever(const std::filesystem::path& file, int batch, int report) {
    Catalog catalog(file, Catalog::Mode::write);
    for (;; ++batch) {
        catalog.transaction([&] {
            for (int i = 0; i < kDocuments; ++i) {
                catalog.put_version(
                    plain_version(id_of(batch, i), std::string(400, 'x') + std::to_string(i)));
                catalog.put_source(source_at("/" + id_of(batch, i), "s", id_of(batch, i)));
            }
            if (batch > 2) catalog.remove(id_of(batch - 2, 0));
        });
        if (::write(report, &batch, sizeof batch) != sizeof batch) ::_exit(1);
    }
}

/// Documents of a batch that are there with all that belongs to them.
int whole_documents(Catalog& catalog, int batch) {
    int found = 0;
    for (int i = 1; i < kDocuments; ++i) { // number 0 is removed later
        const auto version = catalog.find(id_of(batch, i));
        const auto source = catalog.source("/" + id_of(batch, i));
        CHECK(version.has_value() == source.has_value());
        if (!version) continue;
        CHECK(catalog.page(version->key, 1)->text == std::string(400, 'x') + std::to_string(i));
        ++found;
    }
    return found;
}

void check_integrity(const std::filesystem::path& file) {
    SqliteDatabase database(file, SqliteDatabase::Access::write);
    auto row = database.query("PRAGMA integrity_check");
    REQUIRE(row.step());
    CHECK(row.text(0) == "ok");
    CHECK_FALSE(database.query("PRAGMA foreign_key_check").step());
}

/// Starts a writer, kills it after `microseconds`, and returns the last batch it reported as committed.
int kill_writer_after(const std::filesystem::path& file, int first, unsigned microseconds) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = start_child([&]() -> int { write_for_ever(file, first, ends[1]); });
    ::close(ends[1]);
    ::usleep(microseconds);
    ::kill(child, SIGKILL);
    CHECK(wait_child(child) == 128 + SIGKILL);
    int last = first - 1;
    for (int batch = 0; ::read(ends[0], &batch, sizeof batch) == sizeof batch;)
        last = batch;
    ::close(ends[0]);
    return last;
}

/// Runs `work` in a child without root's powers; true if it returned 0.
bool as_nobody(const std::function<int()>& work) {
    return in_child([&] {
               if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) return 98;
               return work();
           }) == 0;
}

} // namespace

TEST_CASE("kill -9 at any moment loses no committed document and leaves no half one", "[catalog][crash]") {
    const Scratch scratch;
    const auto file = scratch / "catalog.db";
    std::mt19937 random(20);
    int first = 1, committed = 0;
    unsigned longest = 30'000; // a busy machine gets more, until something is committed
    for (int round = 0; round < 50; ++round) {
        if (committed == 0) longest = std::min(longest + longest / 4, 1'000'000u);
        const int last = kill_writer_after(file, first, 500 + random() % longest);
        if (!std::filesystem::exists(file)) continue;
        check_integrity(file);
        Catalog catalog(file, Catalog::Mode::write);
        for (int batch = first; batch <= last; ++batch)
            CHECK(whole_documents(catalog, batch) == kDocuments - 1);
        // The one under way: committed just before the report, or not at all.
        const int under_way = whole_documents(catalog, last + 1);
        CHECK((under_way == 0 || under_way == kDocuments - 1));
        committed += last - first + 1;
        first = last + 2;
    }
    CHECK(committed > 0);
}

TEST_CASE("readers read whole transactions while another process writes", "[catalog][crash]") {
    const Scratch scratch;
    const auto file = scratch / "catalog.db";
    { Catalog(file, Catalog::Mode::write); }
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = start_child([&]() -> int { write_for_ever(file, 1, ends[1]); });
    Catalog reader(file, Catalog::Mode::read);
    for (int batch = 0; batch < 60;) {
        REQUIRE(::read(ends[0], &batch, sizeof batch) == sizeof batch);
        CHECK(whole_documents(reader, batch) == kDocuments - 1);
        reader.transaction([&] {
            const auto counts = reader.counts();
            CHECK((counts.versions == counts.documents && counts.sources_indexed == counts.documents));
        });
    }
    ::kill(child, SIGKILL);
    wait_child(child);
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST_CASE("two writers take turns", "[catalog][crash]") {
    const Scratch scratch;
    const auto file = scratch / "catalog.db";
    { Catalog(file, Catalog::Mode::write); }
    const auto write_40 = [&](const std::string& name) {
        Catalog catalog(file, Catalog::Mode::write);
        for (int i = 0; i < 40; ++i)
            catalog.put_version(plain_version(name + std::to_string(i), "x"));
        return 0;
    };
    const pid_t a = start_child([&] { return write_40("a"); });
    const pid_t b = start_child([&] { return write_40("b"); });
    CHECK(wait_child(a) == 0);
    CHECK(wait_child(b) == 0);
    CHECK(Catalog(file, Catalog::Mode::read).counts().documents == 80);
}

TEST_CASE("a copy that nobody may write can be read", "[catalog]") {
    const Scratch scratch;
    const auto directory = scratch / "archive";
    std::filesystem::create_directory(directory);
    { Catalog(directory / "catalog.db", Catalog::Mode::write).put_version(plain_version("a", "one")); }
    ::chmod((directory / "catalog.db").c_str(), 0444);
    ::chmod(directory.c_str(), 0555);
    CHECK(
        as_nobody([&] { return Catalog(directory / "catalog.db", Catalog::Mode::read).find("a") ? 0 : 1; }));
    CHECK(as_nobody([&] {
        const auto failure = failure_of([&] { Catalog(directory / "catalog.db", Catalog::Mode::write); });
        return failure.starts_with("storage-failed: ") ? 0 : 1;
    }));
    CHECK_FALSE(std::filesystem::exists(directory / "catalog.db-wal"));
}

TEST_CASE("a catalog that may not be read is named", "[catalog]") {
    const Scratch scratch;
    { Catalog(scratch / "catalog.db", Catalog::Mode::write); }
    ::chmod((scratch / "catalog.db").c_str(), 0);
    CHECK(as_nobody([&] {
        const auto failure = failure_of([&] { Catalog(scratch / "catalog.db", Catalog::Mode::read); });
        return failure.starts_with("storage-failed: ") && failure.find("catalog.db") != std::string::npos ? 0
                                                                                                          : 1;
    }));
}

TEST_CASE("a directory that may not be entered is no missing catalog", "[catalog]") {
    const Scratch scratch;
    const auto directory = scratch / "closed";
    std::filesystem::create_directory(directory);
    ::chmod(directory.c_str(), 0);
    CHECK(as_nobody([&] {
        const auto failure = failure_of([&] { Catalog(directory / "catalog.db", Catalog::Mode::read); });
        return failure.starts_with("storage-failed: ") ? 0 : 1;
    }));
}

TEST_CASE("a full disk stops the transaction, and what was there stays", "[catalog]") {
    const Scratch scratch;
    const auto file = scratch / "catalog.db";
    { Catalog(file, Catalog::Mode::write).put_version(plain_version("before", "one")); }
    // A limit on the size of files stands in for the disk: SQLite meets it in the same place.
    CHECK(in_child([&] {
              ::signal(SIGXFSZ, SIG_IGN);
              const struct rlimit limit { 200'000, 200'000 };
              ::setrlimit(RLIMIT_FSIZE, &limit);
              Catalog catalog(file, Catalog::Mode::write);
              int caught = 0;
              std::mt19937 random(1);
              const auto failure = failure_of([&] {
                  catalog.transaction([&] {
                      for (int i = 0; i < 3000; ++i) {
                          std::string noise(2000, '\0');
                          std::generate(noise.begin(), noise.end(),
                                        [&] { return static_cast<char>(random()); });
                          // Whoever goes on after an error must not store the rest one by one.
                          const auto id = "d" + std::to_string(i);
                          caught += failure_of([&] { catalog.put_version(plain_version(id, noise)); }).empty()
                                        ? 0
                                        : 1;
                      }
                  });
              });
              return failure.starts_with("storage-failed: ") && catalog.counts().documents == 1
                         ? 0
                         : 1 + (caught > 0);
          }) == 0);
    check_integrity(file);
    CHECK(Catalog(file, Catalog::Mode::write).find("before"));
}

TEST_CASE("flipped bytes are reported, never crash", "[catalog]") {
    const Scratch scratch;
    const auto file = scratch / "catalog.db";
    {
        Catalog catalog(file, Catalog::Mode::write);
        catalog.transaction([&] {
            for (int i = 0; i < 60; ++i)
                catalog.put_version(odd_version("d" + std::to_string(i % 30)));
        });
    }
    const std::string good = read_file(file);
    std::mt19937 random(3);
    for (int round = 0; round < 60; ++round) {
        std::string bad = good;
        for (int i = 0; i < 400; ++i)
            bad[random() % (round % 2 == 0 ? bad.size() : 60'000)] = static_cast<char>(random());
        if (round % 5 == 4) bad.resize(random() % bad.size());
        write_file(scratch / "bad.db", bad);
        const auto failure = failure_of([&] {
            Catalog catalog(scratch / "bad.db", Catalog::Mode::read);
            catalog.for_each_current([&](const StoredVersion& version) { catalog.pages(version.key); });
            catalog.counts();
        });
        INFO(failure);
        CHECK(failure.find("bug") == std::string::npos);
    }
}

TEST_CASE("a stored value that is nonsense is corrupt data, with its version's key", "[catalog]") {
    const Scratch scratch;
    const auto file = scratch / "catalog.db";
    Catalog catalog(file, Catalog::Mode::write);
    const auto key = catalog.put_version(plain_version("a", "one")).version_key;
    SqliteDatabase other(file, SqliteDatabase::Access::write);
    other.run("UPDATE version SET record = ?1", Blob{"nonsense"});
    const auto failure = failure_of([&] { catalog.find("a"); });
    CHECK(failure.starts_with("corrupt-data: version " + std::to_string(key) + " of the catalog: "));
    other.run("UPDATE page SET text = ?1", Blob{""});
    CHECK(failure_of([&] { catalog.pages(key); }).starts_with("corrupt-data: "));
    other.run("INSERT INTO source (path, size, mtime_ns, sha256, sidecar_sha256, document_id, outcome, reason) "
              "VALUES ('/x', 1, 1, '', '', '', 'unheard-of', '')");
    CHECK(failure_of([&] { catalog.source("/x"); }).starts_with("corrupt-data: "));
}
