#include "corpus/catalog.h"

#include <sys/stat.h>
#include <sys/statvfs.h>

#include "corpus/catalog_internal.h"
#include "corpus/catalog_schema.h"
#include "schema/failure.h"

namespace samling {
namespace {

/// No one has the right to write it, whoever asks.
bool is_unwritable(const std::filesystem::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && (status.st_mode & 0222) == 0;
}

/// A reader needs a place for the shared memory of SQLite's log, unless nobody can ever write: on a medium
/// mounted read-only, or in an archived copy whose directory and catalog nobody may write (chmod a-w).
bool is_frozen(const std::filesystem::path& file) {
    std::error_code ignored;
    const auto log_size = std::filesystem::file_size(file.string() + "-wal", ignored);
    if (!ignored && log_size > 0) return false;
    struct statvfs system {};
    if (::statvfs(file.c_str(), &system) == 0 && (system.f_flag & ST_RDONLY) != 0) return true;
    return is_unwritable(file) && is_unwritable(std::filesystem::absolute(file).parent_path());
}

void prepare_writer(SqliteDatabase& database) {
    catalog_schema(database, catalog_migrations()); // before anything is written to what may not be ours
    // The page size can be chosen only before the first table; 8 KiB keeps most pages of text in one piece.
    database.run("PRAGMA page_size = 8192");
    prepare_connection(database);
    migrate(database, catalog_migrations());
}

} // namespace

SqliteDatabase::Access catalog_access(const std::filesystem::path& file, Catalog::Mode mode) {
    if (mode == Catalog::Mode::write) return SqliteDatabase::Access::write;
    std::error_code error;
    const bool exists = std::filesystem::exists(file, error);
    if (error)
        throw Failure(ErrorCode::storage_failed, "cannot look for " + file.string() + ": " + error.message());
    if (!exists)
        throw Failure(ErrorCode::index_missing,
                      "there is no catalog at " + file.string() + "; `indexer add` makes one");
    // With a log, the newest is there.
    const auto log = std::filesystem::file_size(file.string() + "-wal", error);
    const bool settled = mode == Catalog::Mode::look && (error || log == 0);
    return settled || is_frozen(file) ? SqliteDatabase::Access::frozen : SqliteDatabase::Access::read;
}

void prepare_connection(SqliteDatabase& database) {
    database.use_log();
    // FULL: what is committed survives a power cut, not only a crash of ours. One fsync per transaction.
    database.run("PRAGMA synchronous = FULL");
    // No word of a removed document stays behind in the file.
    database.run("PRAGMA secure_delete = ON");
    database.run("PRAGMA wal_autocheckpoint = 4000");
    database.run("PRAGMA journal_size_limit = 67108864");
    database.run("PRAGMA foreign_keys = ON");
}

Catalog::Catalog(const std::filesystem::path& file, Mode mode)
    : internal_(std::make_unique<Internal>(file, catalog_access(file, mode))) {
    auto& database = internal_->database;
    database.run("PRAGMA cache_size = -32000");
    database.run("PRAGMA temp_store = MEMORY");
    if (mode == Mode::write)
        prepare_writer(database);
    else
        check_schema(database, catalog_migrations());
}

Catalog::~Catalog() = default;
Catalog::Catalog(Catalog&&) noexcept = default;

void Catalog::transaction(const std::function<void()>& work) {
    internal_->database.transaction(work);
}

CatalogCounts Catalog::counts() {
    auto& database = internal_->database;
    CatalogCounts counts;
    auto row = database.query("SELECT count(*), coalesce(sum(v.page_count), 0), coalesce(sum(v.words), 0) "
                              "FROM document d JOIN version v ON v.key = d.current_version");
    if (row.step()) {
        counts.documents = row.integer(0);
        counts.pages = row.integer(1);
        counts.words = row.integer(2);
    }
    counts.versions = database.number("SELECT count(*) FROM version");
    counts.unindexed = database.number("SELECT count(*) FROM document "
                                       "WHERE withdrawn = 0 AND (indexed_version IS NULL OR indexed_version <> current_version)");
    counts.withdrawn = database.number("SELECT count(*) FROM document WHERE withdrawn <> 0");
    auto rows =
        database.query("SELECT coalesce(sum(outcome = 'indexed'), 0), coalesce(sum(outcome = 'no_text'), 0), "
                       "coalesce(sum(outcome = 'refused'), 0), coalesce(sum(role = 'copy'), 0), "
                       "coalesce(sum(missing_since <> ''), 0) FROM source");
    if (rows.step()) {
        counts.sources_indexed = rows.integer(0);
        counts.sources_no_text = rows.integer(1);
        counts.sources_refused = rows.integer(2);
        counts.sources_copies = rows.integer(3);
        counts.sources_missing = rows.integer(4);
    }
    counts.near_duplicates = near_duplicate_count(database);
    counts.uncompared = database.number(
        "SELECT count(*) FROM document WHERE current_version > (SELECT version FROM comparison)");
    return counts;
}

} // namespace samling
