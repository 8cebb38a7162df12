// The files that documents came from.

#include "corpus/catalog_internal.h"
#include "corpus/stored_name.h"

namespace samling {
namespace {

constexpr NamedValues<Outcome, 4> kOutcomes = {{
    {Outcome::indexed, "indexed"},
    {Outcome::no_text, "no_text"},
    {Outcome::refused, "refused"},
    {Outcome::archive, "archive"},
}};

constexpr NamedValues<SourceRole, 2> kRoles = {{
    {SourceRole::original, "original"},
    {SourceRole::copy, "copy"},
}};

/// Sources are visited in pieces of this many rows, so that `visit` may write and no snapshot is held
/// meanwhile.
constexpr int kBatch = 500;

#define SAMLING_SOURCE_COLUMNS                                                                               \
    "path, size, mtime_ns, sha256, sidecar_sha256, document_id, outcome, reason, record, role, "             \
    "missing_since"

Source read_source(SqliteStatement& row) {
    Source source;
    source.path = row.text(0);
    source.size = row.integer(1);
    source.mtime_ns = row.integer(2);
    source.sha256 = row.text(3);
    source.sidecar_sha256 = row.text(4);
    source.document_id = row.text(5);
    source.outcome = stored_value(kOutcomes, row.text(6), source.path);
    source.reason = row.text(7);
    source.record = row.blob(8);
    source.role = stored_value(kRoles, row.text(9), source.path);
    source.missing_since = row.text(10);
    return source;
}

std::vector<Source> read_sources(SqliteStatement rows) {
    std::vector<Source> sources;
    while (rows.step())
        sources.push_back(read_source(rows));
    return sources;
}

} // namespace

std::string_view outcome_name(Outcome outcome) {
    return name_of(kOutcomes, outcome);
}

std::optional<Source> Catalog::source(const std::string& path) {
    auto row =
        internal_->database.query("SELECT " SAMLING_SOURCE_COLUMNS " FROM source WHERE path = ?1", path);
    return row.step() ? std::optional(read_source(row)) : std::nullopt;
}

void Catalog::put_source(const Source& source) {
    auto& database = internal_->database;
    database.atomically([&] {
        if (!source.moved_from.empty()) database.run("DELETE FROM source WHERE path = ?1", source.moved_from);
        database.run("INSERT OR REPLACE INTO source (" SAMLING_SOURCE_COLUMNS
                     ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                     source.path, source.size, source.mtime_ns, source.sha256, source.sidecar_sha256,
                     source.document_id, outcome_name(source.outcome), source.reason, Blob{source.record},
                     name_of(kRoles, source.role), source.missing_since);
    });
}

void Catalog::remove_source(const std::string& path) {
    internal_->database.run("DELETE FROM source WHERE path = ?1", path);
}

void Catalog::for_each_source(const std::function<void(const Source&)>& visit) {
    std::string last;
    std::vector<Source> batch;
    do {
        batch = read_sources(internal_->database.query("SELECT " SAMLING_SOURCE_COLUMNS
                                                       " FROM source WHERE path > ?1 ORDER BY path LIMIT ?2",
                                                       last, kBatch));
        if (!batch.empty()) last = batch.back().path;
        for (const auto& source : batch)
            visit(source);
    } while (!batch.empty());
}

std::vector<Source> Catalog::sources_below(const std::string& path) {
    const auto folder = path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
    return read_sources(
        internal_->database.query("SELECT " SAMLING_SOURCE_COLUMNS
                                  " FROM source WHERE path = ?1 OR (path > ?2 AND path < ?3) ORDER BY path",
                                  path, folder + '/', folder + static_cast<char>('/' + 1)));
}

std::vector<Source> Catalog::sources_of(const std::string& document_id) {
    return read_sources(
        internal_->database.query("SELECT " SAMLING_SOURCE_COLUMNS
                                  " FROM source WHERE document_id = ?1 AND document_id <> '' ORDER BY path",
                                  document_id));
}

std::vector<Source> Catalog::stale_copies() {
    return read_sources(internal_->database.query(
        "SELECT " SAMLING_SOURCE_COLUMNS " FROM source WHERE role = 'copy' AND outcome <> 'refused' AND sha256 IS NOT "
        "(SELECT v.object FROM document d JOIN version v ON v.key = d.current_version WHERE d.id = document_id) "
        "ORDER BY path"));
}

std::vector<Source> Catalog::sources_with(const std::string& sha256) {
    return read_sources(internal_->database.query(
        "SELECT " SAMLING_SOURCE_COLUMNS " FROM source WHERE sha256 = ?1 AND sha256 <> '' ORDER BY path",
        sha256));
}

} // namespace samling
