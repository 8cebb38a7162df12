#include "corpus/sqlite.h"

#include <catch2/catch.hpp>
#include <limits>
#include <stdexcept>

#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;
using Access = SqliteDatabase::Access;

TEST_CASE("values are bound and read back as they are", "[sqlite]") {
    const Scratch scratch;
    SqliteDatabase database(scratch / "t.db", Access::write);
    database.run("CREATE TABLE t (i INTEGER, s TEXT, b BLOB) STRICT");
    const std::string texts[] = {"", "a'b", std::string("\0x\0", 3), "\xff\xfe"};
    const std::int64_t numbers[] = {0, -1, std::numeric_limits<std::int64_t>::min(),
                                    std::numeric_limits<std::int64_t>::max()};
    for (const auto& text : texts) {
        for (const auto number : numbers) {
            database.run("DELETE FROM t");
            database.run("INSERT INTO t VALUES (?1, ?2, ?3)", number, text, Blob{text});
            CHECK(database.changes() == 1);
            auto row = database.query("SELECT i, s, b, NULL FROM t");
            REQUIRE(row.step());
            CHECK(row.integer(0) == number);
            CHECK(row.text(1) == text);
            CHECK(row.blob(2) == text);
            CHECK_FALSE(row.is_null(2)); // an empty blob is no NULL
            CHECK(row.is_null(3));
            CHECK_FALSE(row.step());
        }
    }
    database.run("INSERT INTO t VALUES (?1, ?2, ?3)", nullptr, std::string_view(), Blob{});
    CHECK(database.number("SELECT count(*) FROM t WHERE i IS NULL AND s = '' AND length(b) = 0") == 1);
}

TEST_CASE("a statement may be used while the same one is under way", "[sqlite]") {
    const Scratch scratch;
    SqliteDatabase database(scratch / "t.db", Access::write);
    database.script("CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1), (2), (3)");
    int pairs = 0;
    for (int round = 0; round < 3; ++round) { // from the cache as well
        const auto all = [&] { return database.query("SELECT i FROM t"); };
        for (auto outer = all(); outer.step();)
            for (auto inner = all(); inner.step();)
                ++pairs;
    }
    CHECK(pairs == 27);
}

TEST_CASE("a value of an earlier use never leaks into a later one", "[sqlite]") {
    const Scratch scratch;
    SqliteDatabase database(scratch / "t.db", Access::write);
    CHECK(database.query("SELECT ?1", "secret").step());
    auto row = database.query("SELECT ?1");
    REQUIRE(row.step());
    CHECK(row.is_null(0));
}

TEST_CASE("steps inside a transaction are undone alone", "[sqlite]") {
    const Scratch scratch;
    SqliteDatabase database(scratch / "t.db", Access::write);
    database.run("CREATE TABLE t (i INTEGER)");
    const auto insert_and_throw = [&] {
        database.run("INSERT INTO t VALUES (1)");
        throw std::runtime_error("no");
    };
    CHECK_THROWS(database.atomically(insert_and_throw));
    CHECK(database.number("SELECT count(*) FROM t") == 0);
    database.transaction([&] {
        database.atomically([&] {
            database.run("INSERT INTO t VALUES (2)");
            CHECK_THROWS(database.atomically(insert_and_throw));
        });
    });
    CHECK(database.number("SELECT sum(i) FROM t") == 2);
}

TEST_CASE("a transaction that SQLite gave up does not go on in pieces", "[sqlite]") {
    const Scratch scratch;
    SqliteDatabase database(scratch / "t.db", Access::write);
    database.run("CREATE TABLE t (i INTEGER)");
    const auto failure = failure_of([&] {
        database.transaction([&] {
            database.run("INSERT INTO t VALUES (1)");
            database.script("ROLLBACK"); // as SQLite does by itself when the disk is full
            CHECK(failure_of([&] {
                      database.run("INSERT INTO t VALUES (2)");
                  }).starts_with("storage-failed: "));
        });
    });
    CHECK(failure.starts_with("storage-failed: "));
    CHECK(database.number("SELECT count(*) FROM t") == 0);
    database.transaction([&] { database.run("INSERT INTO t VALUES (3)"); });
    CHECK(database.number("SELECT sum(i) FROM t") == 3);
}

TEST_CASE("refusals become failures that name the file", "[sqlite]") {
    const Scratch scratch;
    const auto file = scratch / "t.db";
    SqliteDatabase database(file, Access::write);
    database.run("CREATE TABLE t (i INTEGER PRIMARY KEY, s TEXT NOT NULL) STRICT");
    write_file(scratch / "garbage.db", std::string(4096, 'g'));
    struct Row {
        const char* what;
        std::function<void()> work;
        const char* code;
        std::string file;
    };
    const Row rows[] = {
        {"wrong SQL", [&] { database.run("SELEKT"); }, "internal: ", file},
        {"a constraint", [&] { database.run("INSERT INTO t VALUES (1, ?1)", nullptr); }, "internal: ", file},
        {"a type", [&] { database.run("INSERT INTO t VALUES (?1, 'x')", "text"); }, "internal: ", file},
        {"writing what is open for reading",
         [&] { SqliteDatabase(file, Access::read).run("INSERT INTO t VALUES (1, 'x')"); },
         "storage-failed: ", file},
        {"a missing file", [&] { SqliteDatabase(scratch / "no.db", Access::read); },
         "storage-failed: ", scratch / "no.db"},
        {"a missing directory", [&] { SqliteDatabase(scratch / "no" / "no.db", Access::write); },
         "storage-failed: ", scratch / "no" / "no.db"},
        {"no database",
         [&] { SqliteDatabase(scratch / "garbage.db", Access::read).number("PRAGMA user_version"); },
         "storage-failed: ", scratch / "garbage.db"},
    };
    for (const auto& row : rows) {
        const auto failure = failure_of(row.work);
        INFO(row.what << ": " << failure);
        CHECK(failure.starts_with(row.code));
        CHECK(failure.find(row.file) != std::string::npos);
    }
}
