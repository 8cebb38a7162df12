#include "corpus/catalog.h"

#include <array>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "corpus/catalog_internal.h"
#include "corpus/catalog_schema.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::array<std::pair<Outcome, std::string_view>, 3> kOutcomes = {{
    {Outcome::indexed, "indexed"},
    {Outcome::no_text, "no_text"},
    {Outcome::refused, "refused"},
}};

/// Sources are visited in pieces of this many rows, so that `visit` may write and no snapshot is held
/// meanwhile.
constexpr int kBatch = 500;

Source read_source(SqliteStatement& row) {
    Source source;
    source.path = row.text(0);
    source.size = row.integer(1);
    source.mtime_ns = row.integer(2);
    source.sha256 = row.text(3);
    source.sidecar_sha256 = row.text(4);
    source.document_id = row.text(5);
    const std::string name = row.text(6);
    source.reason = row.text(7);
    for (const auto& [outcome, text] : kOutcomes) {
        if (text != name) continue;
        source.outcome = outcome;
        return source;
    }
    throw Failure(ErrorCode::corrupt_data, "the catalog holds an unknown outcome for " + source.path);
}

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

SqliteDatabase::Access access_for(const std::filesystem::path& file, Catalog::Mode mode) {
    if (mode == Catalog::Mode::write) return SqliteDatabase::Access::write;
    std::error_code error;
    const bool exists = std::filesystem::exists(file, error);
    if (error)
        throw Failure(ErrorCode::storage_failed, "cannot look for " + file.string() + ": " + error.message());
    if (!exists)
        throw Failure(ErrorCode::index_missing,
                      "there is no catalog at " + file.string() + "; `indexer add` makes one");
    return is_frozen(file) ? SqliteDatabase::Access::frozen : SqliteDatabase::Access::read;
}

void prepare_writer(SqliteDatabase& database) {
    catalog_schema(database, catalog_migrations()); // before anything is written to what may not be ours
    // The page size can be chosen only before the first table; 8 KiB keeps most pages of text in one piece.
    database.run("PRAGMA page_size = 8192");
    database.use_log();
    // FULL: what is committed survives a power cut, not only a crash of ours. One fsync per transaction.
    database.run("PRAGMA synchronous = FULL");
    // No word of a removed document stays behind in the file.
    database.run("PRAGMA secure_delete = ON");
    database.run("PRAGMA wal_autocheckpoint = 4000");
    database.run("PRAGMA journal_size_limit = 67108864");
    database.run("PRAGMA foreign_keys = ON");
    migrate(database, catalog_migrations());
}

} // namespace

std::string_view outcome_name(Outcome outcome) {
    return kOutcomes[static_cast<std::size_t>(outcome)].second;
}

Catalog::Catalog(const std::filesystem::path& file, Mode mode)
    : internal_(std::make_unique<Internal>(file, access_for(file, mode))) {
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

std::optional<Source> Catalog::source(const std::string& path) {
    auto row = internal_->database.query(
        "SELECT path, size, mtime_ns, sha256, sidecar_sha256, document_id, outcome, "
        "reason FROM source WHERE path = ?1",
        path);
    return row.step() ? std::optional(read_source(row)) : std::nullopt;
}

void Catalog::put_source(const Source& source) {
    internal_->database.run(
        "INSERT OR REPLACE INTO source (path, size, mtime_ns, sha256, sidecar_sha256, document_id, "
        "outcome, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        source.path, source.size, source.mtime_ns, source.sha256, source.sidecar_sha256, source.document_id,
        outcome_name(source.outcome), source.reason);
}

void Catalog::remove_source(const std::string& path) {
    internal_->database.run("DELETE FROM source WHERE path = ?1", path);
}

void Catalog::for_each_source(const std::function<void(const Source&)>& visit) {
    std::string last;
    std::vector<Source> batch;
    do {
        batch.clear();
        auto rows = internal_->database.query(
            "SELECT path, size, mtime_ns, sha256, sidecar_sha256, document_id, outcome, reason "
            "FROM source WHERE path > ?1 ORDER BY path LIMIT ?2",
            last, kBatch);
        while (rows.step())
            batch.push_back(read_source(rows));
        if (!batch.empty()) last = batch.back().path;
        for (const auto& source : batch)
            visit(source);
    } while (!batch.empty());
}

std::vector<std::string> Catalog::paths_with(const std::string& sha256) {
    std::vector<std::string> paths;
    auto rows = internal_->database.query(
        "SELECT path FROM source WHERE sha256 = ?1 AND sha256 <> '' ORDER BY path", sha256);
    while (rows.step())
        paths.push_back(rows.text(0));
    return paths;
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
                                       "WHERE indexed_version IS NULL OR indexed_version <> current_version");
    auto rows =
        database.query("SELECT coalesce(sum(outcome = 'indexed'), 0), coalesce(sum(outcome = 'no_text'), 0), "
                       "coalesce(sum(outcome = 'refused'), 0) FROM source");
    if (rows.step()) {
        counts.sources_indexed = rows.integer(0);
        counts.sources_no_text = rows.integer(1);
        counts.sources_refused = rows.integer(2);
    }
    return counts;
}

} // namespace samling
