#include "corpus/catalog_schema.h"

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include "tests/corpus/fixtures.h"
#include "tests/places/places.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;

namespace {

/// Past our own code: what any other program could have done to the file.
void run_sql(const std::filesystem::path& file, const std::string& sql) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    char* message = nullptr;
    const int status = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &message);
    INFO((message == nullptr ? "" : message));
    CHECK(status == SQLITE_OK);
    sqlite3_free(message);
    sqlite3_close(database);
}

void make_schema_1(const std::filesystem::path& file) {
    run_sql(file, read_file(test::source_directory() / "tests/corpus/data/catalog_v1.sql"));
}

std::string open_failure(const std::filesystem::path& file, Catalog::Mode mode) {
    return failure_of([&] { Catalog(file, mode); });
}

constexpr Sql
    kAddTable("CREATE TABLE account (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID; PRAGMA user_version = 2");
constexpr Sql
    kRebuildTable("CREATE TABLE new_document (key INTEGER PRIMARY KEY, id TEXT, current_version INTEGER); "
                  "INSERT INTO new_document SELECT key, id, current_version FROM document; "
                  "DROP TABLE document; "
                  "ALTER TABLE new_document RENAME TO document; PRAGMA user_version = 2");
constexpr Sql kBreaks("CREATE TABLE half (x); INSERT INTO nowhere VALUES (1); PRAGMA user_version = 2");
constexpr Sql kSilent("CREATE TABLE silent (x)");
constexpr Sql kOrphans("DELETE FROM document; PRAGMA user_version = 2");

} // namespace

TEST_CASE("a catalog of schema 1 opens and holds what it held", "[catalog_schema]") {
    const Scratch scratch;
    make_schema_1(scratch / "catalog.db");
    Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
    const auto report = catalog.find("report");
    REQUIRE(report);
    CHECK(report->number == 2);
    CHECK(report->metadata.title == "A better title");
    CHECK(report->metadata.date == Date{2022, 11, 9});
    CHECK(report->metadata.of(TagField::region).at(0).evidence.at(0).quote == "Surveillance");
    CHECK(report->headings == std::vector<Heading>{{1, 1, "One"}});
    CHECK(report->report.notes == std::vector<std::string>{"a note"});
    CHECK(report->file_name == "report.pdf");
    CHECK(catalog.find("report", 1)->metadata.title == "Title of report");
    const auto pages = catalog.pages(report->key);
    REQUIRE(pages.size() == 2);
    CHECK(pages[0].text == "Surveillance of defenders grew.");
    CHECK(pages[1] == Page{std::string(300, 'x'), "ii", "da"});
    CHECK(catalog.counts().unindexed == 1);
    CHECK(catalog.removed_but_indexed() == std::vector<std::string>{"gone"});
    CHECK(catalog.source("/papers/report.pdf")->document_id == "report");
    CHECK(catalog.source("/papers/locked.pdf")->reason == "encrypted");
    CHECK(catalog.source("/papers/report.pdf")->role == SourceRole::original);
    CHECK(catalog.source("/papers/report.pdf")->missing_since.empty());
    CHECK(catalog.counts().uncompared == 2);
    CHECK(catalog.compare_texts() == 0);
    CHECK(catalog.counts().uncompared == 0);
    // Keys of removed versions are not given again: 4 was the removed document's.
    CHECK(catalog.put_version(plain_version("new", "x")).version_key == 5);
}

TEST_CASE("migrations run in order, once, and keep what is there", "[catalog_schema]") {
    const Scratch scratch;
    const auto file = scratch / "catalog.db";
    make_schema_1(file);
    const Sql first = catalog_migrations()[0];
    for (const Sql second : {kAddTable, kRebuildTable}) {
        const auto copy = scratch / "copy.db";
        std::filesystem::copy_file(file, copy, std::filesystem::copy_options::overwrite_existing);
        SqliteDatabase database(copy, SqliteDatabase::Access::write);
        const Sql both[] = {first, second};
        migrate(database, both);
        migrate(database, both);
        CHECK(database.number("PRAGMA user_version") == 2);
        CHECK(database.number("SELECT count(*) FROM document") == 2);
        CHECK(database.number("SELECT count(*) FROM page") == 5); // nothing cascaded
        CHECK(database.number("PRAGMA foreign_keys") == 1);
        check_schema(database, both);
        // The program of today meets the catalog of tomorrow.
        CHECK(
            failure_of([&] { check_schema(database, std::span(both, 1)); }).starts_with("layout-mismatch: "));
        CHECK(failure_of([&] { migrate(database, std::span(both, 1)); }).starts_with("layout-mismatch: "));
    }
}

TEST_CASE("a migration that fails changes nothing", "[catalog_schema]") {
    const Scratch scratch;
    const auto file = scratch / "catalog.db";
    make_schema_1(file);
    struct Row {
        Sql broken;
        const char* failure;
    };
    for (const Row& row :
         {Row{kBreaks, "internal: "}, Row{kSilent, "internal: "}, Row{kOrphans, "storage-failed: "}}) {
        SqliteDatabase database(file, SqliteDatabase::Access::write);
        const Sql both[] = {catalog_migrations()[0], row.broken};
        CHECK(failure_of([&] { migrate(database, both); }).starts_with(row.failure));
        CHECK(database.number("PRAGMA user_version") == 1);
        CHECK(database.number("SELECT count(*) FROM sqlite_schema WHERE name IN ('half', 'silent')") == 0);
    }
    CHECK(Catalog(file, Catalog::Mode::write).find("report"));
}

TEST_CASE("an older catalog is not for a reader to mend", "[catalog_schema]") {
    const Scratch scratch;
    make_schema_1(scratch / "catalog.db");
    SqliteDatabase database(scratch / "catalog.db", SqliteDatabase::Access::read);
    const Sql both[] = {catalog_migrations()[0], kAddTable};
    CHECK(failure_of([&] { check_schema(database, both); }).starts_with("layout-mismatch: "));
}

TEST_CASE("eight processes may make the catalog at once", "[catalog_schema]") {
    const Scratch scratch;
    std::vector<pid_t> children;
    for (int i = 0; i < 8; ++i)
        children.push_back(start_child([&] {
            Catalog catalog(scratch / "catalog.db", Catalog::Mode::write);
            catalog.put_version(plain_version("d" + std::to_string(i), "x"));
            return 0;
        }));
    for (const pid_t child : children)
        CHECK(wait_child(child) == 0);
    CHECK(Catalog(scratch / "catalog.db", Catalog::Mode::read).counts().documents == 8);
}

TEST_CASE("what is no catalog is named and left alone", "[catalog_schema]") {
    const Scratch scratch;
    struct Row {
        const char* what;
        std::function<void(const std::filesystem::path&)> make;
        const char* writer;
        const char* reader;
    };
    const Row rows[] = {
        {"nothing", [](const auto&) {}, "", "index-missing: "},
        {"an empty file", [](const auto& f) { write_file(f, ""); }, "", "index-missing: "},
        {"a text", [](const auto& f) { write_file(f, std::string(9000, 'x')); },
         "storage-failed: ", "storage-failed: "},
        {"a directory", [](const auto& f) { std::filesystem::create_directory(f); },
         "storage-failed: ", "storage-failed: "},
        {"another program's database", [](const auto& f) { run_sql(f, "CREATE TABLE t (x)"); },
         "storage-failed: ", "storage-failed: "},
        {"the same, empty, with an id", [](const auto& f) { run_sql(f, "PRAGMA application_id = 7"); },
         "storage-failed: ", "storage-failed: "},
        {"a catalog of the future",
         [](const auto& f) {
             { Catalog(f, Catalog::Mode::write); }
             run_sql(f, "PRAGMA user_version = 999");
         },
         "layout-mismatch: ", "layout-mismatch: "},
    };
    int number = 0;
    for (const auto& row : rows) {
        INFO(row.what);
        const auto file = scratch / ("catalog-" + std::to_string(++number));
        row.make(file);
        const std::string before = std::filesystem::is_regular_file(file) ? read_file(file) : "";
        for (const auto& [mode, expected] :
             {std::pair(Catalog::Mode::read, row.reader), {Catalog::Mode::write, row.writer}}) {
            const auto failure = open_failure(file, mode);
            INFO(failure);
            CHECK(failure.starts_with(expected));
            CHECK((*expected == '\0' ? failure.empty() : failure.find(file.string()) != std::string::npos));
        }
        if (*row.writer != '\0' && std::filesystem::is_regular_file(file)) CHECK(read_file(file) == before);
    }
}
