#include "corpus/audit_log.h"

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include "corpus/catalog.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;

namespace {

/// Past our own code. Whether the database took it.
bool run_sql(const std::filesystem::path& file, const std::string& sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    const int status = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr);
    sqlite3_close(database);
    return status == SQLITE_OK;
}

void fill(const std::filesystem::path& file) {
    Catalog(file, Catalog::Mode::write);
    SqliteDatabase database(file, SqliteDatabase::Access::write);
    AuditLog log(database);
    log.append({1, "Ada <ada@example.org>", "10.0.0.1", "session.begin", "account 1"});
    log.append({1, "Ada <ada@example.org>", "10.0.0.1", "account.role", "account 2", "rights: member", "rights: \"curator\"\n'; --"});
    log.append({0, "indexer (root)", "command line", "account.disable", "account 1", "active", "disabled"});
}

AuditCheck verified(const std::filesystem::path& file) {
    SqliteDatabase database(file, SqliteDatabase::Access::read);
    return AuditLog(database).verify();
}

} // namespace

TEST_CASE("the audit log keeps what was done, in its order", "[audit_log]") {
    const Scratch scratch;
    const auto file = scratch / "catalog.db";
    fill(file);
    SqliteDatabase database(file, SqliteDatabase::Access::read);
    AuditLog log(database);
    std::vector<AuditRow> rows;
    log.for_each(2, [&](const AuditRow& row) { rows.push_back(row); });
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].key == 2);
    CHECK(rows[0].entry.after == "rights: \"curator\"\n'; --");
    CHECK(audit_json(rows[0]).find("\"after\":\"rights: \\\"curator\\\"\\n'; --\",\"digest\":\"" + rows[0].digest + "\"") != std::string::npos);
    CHECK(log.newest(0, 2).at(0).key == 3);
    CHECK(log.newest(3, 10).size() == 2);
    CHECK(log.newest(0, 10, "role").size() == 1);
    const auto check = log.verify();
    CHECK(check.mistake == "");
    CHECK(check.rows == 3);
    CHECK(check.last_digest == rows[1].digest);
}

TEST_CASE("the database refuses to change the audit log", "[audit_log]") {
    const Scratch scratch;
    const auto file = scratch / "catalog.db";
    fill(file);
    for (const auto* sql : {"UPDATE audit SET who = 'x' WHERE key = 1", "DELETE FROM audit WHERE key = 3", "DELETE FROM audit",
                            "INSERT OR REPLACE INTO audit SELECT 2, at, account, 'x', address, act, subject, before, after, digest FROM audit WHERE key = 2",
                            "INSERT INTO audit SELECT 7, at, account, who, address, act, subject, before, after, digest FROM audit WHERE key = 2"}) {
        CAPTURE(sql);
        CHECK(!run_sql(file, sql));
    }
    CHECK(verified(file).rows == 3);
}

TEST_CASE("what was altered past the triggers is found", "[audit_log]") {
    const std::string past = "DROP TRIGGER audit_not_changed; DROP TRIGGER audit_not_removed; DROP TRIGGER audit_at_the_end; ";
    struct Row {
        std::string sql;
        std::int64_t good;
    };
    const Row rows[] = {{"UPDATE audit SET who = 'Bo' WHERE key = 2", 1},
                        {"UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE key = 1", 0},
                        {"UPDATE audit SET subject = 'account 22', before = substr(before, 2) WHERE key = 2", 1},
                        {"UPDATE audit SET before = after, after = before WHERE key = 3", 2},
                        {"UPDATE audit SET digest = x'00' WHERE key = 3", 2},
                        {"DELETE FROM audit WHERE key = 2", 1},
                        {"DELETE FROM audit WHERE key = 1; UPDATE audit SET key = key - 1", 0}};
    for (const auto& [sql, good] : rows) {
        CAPTURE(sql);
        const Scratch scratch;
        const auto file = scratch / "catalog.db";
        fill(file);
        CHECK(run_sql(file, past + sql));
        const auto check = verified(file);
        CHECK(check.rows == good);
        CHECK(check.mistake.find("row " + std::to_string(good + 1)) == 0);
    }
}
