#pragma once
// What the parts of Catalog share, and CatalogTransactions with it. Private to corpus/catalog*.cpp.

#include "corpus/catalog.h"
#include "corpus/page_text.h"
#include "corpus/sqlite.h"

namespace samling {

struct Catalog::Internal {
    Internal(const std::filesystem::path& file, SqliteDatabase::Access access) : database(file, access) {}

    SqliteDatabase database;
    PageTextCodec texts;
};

/// How to open the catalog at `file`; throws as Catalog's constructor says.
SqliteDatabase::Access catalog_access(const std::filesystem::path& file, Catalog::Mode mode);
/// What every connection that writes has set.
void prepare_connection(SqliteDatabase& database);

/// Columns of `version v` as read_version expects them; a macro because Sql takes literals only.
#define SAMLING_VERSION_COLUMNS                                                                                  \
    "v.key, v.number, v.page_count, v.created, v.sha256, v.object, v.file_name, v.report, v.record, v.headings"

/// The version that `row` stands at. Throws Failure{corrupt_data} naming the version's key.
StoredVersion read_version(SqliteStatement& row);

/// Takes a version out of the search for near-duplicates.
void forget_signature(SqliteDatabase& database, std::int64_t version, const std::string& signature);
/// How many documents have the text of another, or nearly.
std::int64_t near_duplicate_count(SqliteDatabase& database);

} // namespace samling
