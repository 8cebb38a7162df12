#pragma once
// The catalog's tables and how an older catalog becomes a current one.

#include <span>

#include "corpus/sqlite.h"

namespace samling {

/// Row i brings a catalog from schema i to schema i + 1 (`PRAGMA user_version`). A row that has been released
/// is never edited: add one, whose last statement sets user_version, and a script of the old state to the
/// tests.
std::span<const Sql> catalog_migrations();

/// Schema number of a catalog; 0 for an empty database. Throws Failure{layout_mismatch} when a newer program
/// made it, Failure{storage_failed} when it is no catalog of ours.
std::int64_t catalog_schema(SqliteDatabase& database, std::span<const Sql> migrations);

/// Brings `database` to the newest schema in one transaction; two processes may try at once.
/// Throws as catalog_schema does.
void migrate(SqliteDatabase& database, std::span<const Sql> migrations);

/// The same checks for a reader, which cannot mend anything. Throws Failure{layout_mismatch} for an older
/// schema too, Failure{index_missing} for a catalog that is still empty.
void check_schema(SqliteDatabase& database, std::span<const Sql> migrations);

} // namespace samling
