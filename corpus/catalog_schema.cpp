#include "corpus/catalog_schema.h"

#include "schema/failure.h"

namespace samling {
namespace {

/// "SMLG", so that `file` and we recognise a catalog. Stands in the first migration as a number.
constexpr std::int64_t kApplicationId = 0x534D4C47;

void migrate_from(SqliteDatabase& database, std::span<const Sql> migrations) {
    auto version = catalog_schema(database, migrations); // again: another process may have been faster
    for (const Sql step : migrations.subspan(static_cast<std::size_t>(version))) {
        database.script(step);
        if (database.number("PRAGMA user_version") != ++version)
            throw Failure(ErrorCode::internal,
                          "catalog migration " + std::to_string(version) + " sets no user_version");
    }
    if (database.query("PRAGMA foreign_key_check").step())
        throw Failure(ErrorCode::storage_failed,
                      database.name() +
                          ": cannot be brought up to date, rows refer to missing rows; restore a backup");
}

} // namespace

std::int64_t catalog_schema(SqliteDatabase& database, std::span<const Sql> migrations) {
    // One statement, so one snapshot: another process may be making the catalog at this moment.
    auto row = database.query("SELECT u.user_version, a.application_id, (SELECT count(*) FROM sqlite_schema) "
                              "FROM pragma_user_version u, pragma_application_id a");
    row.step();
    const auto version = row.integer(0);
    const auto application = row.integer(1);
    const bool empty = row.integer(2) == 0;
    if (application != kApplicationId && !(empty && application == 0 && version == 0))
        throw Failure(ErrorCode::storage_failed,
                      database.name() +
                          ": this SQLite database is not a catalog of Samling; name another directory");
    if (version > static_cast<std::int64_t>(migrations.size()))
        throw Failure(ErrorCode::layout_mismatch, database.name() +
                                                      ": made by a newer program (catalog schema " +
                                                      std::to_string(version) + ", this one knows " +
                                                      std::to_string(migrations.size()) + "); run that one, or restart searchd if it was running meanwhile");
    return version;
}

void migrate(SqliteDatabase& database, std::span<const Sql> migrations) {
    if (catalog_schema(database, migrations) == static_cast<std::int64_t>(migrations.size())) return;
    // A migration may rebuild a table that others refer to, which is possible only while nobody enforces
    // keys.
    database.run("PRAGMA foreign_keys = OFF");
    database.transaction([&] { migrate_from(database, migrations); });
    database.run("PRAGMA foreign_keys = ON");
}

void check_schema(SqliteDatabase& database, std::span<const Sql> migrations) {
    const auto version = catalog_schema(database, migrations);
    if (version == 0)
        throw Failure(ErrorCode::index_missing, database.name() + " is empty; `indexer add` fills it");
    if (version < static_cast<std::int64_t>(migrations.size()))
        throw Failure(ErrorCode::layout_mismatch,
                      database.name() + ": made by an older program; any `indexer add` brings it up to date");
}

} // namespace samling
