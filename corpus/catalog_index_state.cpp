// What of the catalog is in the index, and the walks that put it there.

#include "corpus/catalog_internal.h"

namespace samling {
namespace {

/// Versions are visited in pieces of this many, so that `visit` may write and no snapshot is held meanwhile:
/// a long one would keep SQLite from shortening its log.
constexpr int kBatch = 256;

/// Visits batch after batch; `next` gives the versions whose key is greater than the one it is told, `decide` applies
/// people's decisions to a record.
void visit_in_batches(const std::function<SqliteStatement(std::int64_t)>& next, const std::function<void(StoredVersion&)>& decide,
                      const std::function<void(const StoredVersion&)>& visit) {
    std::vector<StoredVersion> batch;
    std::int64_t last = 0;
    do {
        batch.clear();
        {
            auto rows = next(last);
            while (rows.step())
                batch.push_back(read_version(rows));
        }
        if (!batch.empty()) last = batch.back().key;
        for (auto& version : batch) {
            decide(version);
            visit(version);
        }
    } while (!batch.empty());
}

} // namespace

void Catalog::for_each_current(const std::function<void(const StoredVersion&)>& visit) {
    visit_in_batches(
        [&](std::int64_t last) {
            return internal_->database.query(
                "SELECT " SAMLING_VERSION_COLUMNS " FROM document d "
                "JOIN version v ON v.key = d.current_version "
                "WHERE d.current_version > ?1 AND d.withdrawn = 0 ORDER BY d.current_version LIMIT ?2",
                last, kBatch);
        },
        [&](StoredVersion& version) { version.decisions = decide(version.metadata); }, visit);
}

void Catalog::for_each_unindexed(const std::function<void(const StoredVersion&)>& visit) {
    visit_in_batches(
        [&](std::int64_t last) {
            return internal_->database.query(
                "SELECT " SAMLING_VERSION_COLUMNS " FROM document d "
                "JOIN version v ON v.key = d.current_version WHERE d.current_version > ?1 AND d.withdrawn = 0 AND "
                "(d.indexed_version IS NULL OR d.indexed_version <> d.current_version) "
                "ORDER BY d.current_version LIMIT ?2",
                last, kBatch);
        },
        [&](StoredVersion& version) { version.decisions = decide(version.metadata); }, visit);
}

bool Catalog::is_index_behind() {
    auto& database = internal_->database;
    return database.query("SELECT 1 FROM removal WHERE id NOT IN (SELECT id FROM document WHERE withdrawn = 0) LIMIT 1").step() ||
           database.query("SELECT 1 FROM document WHERE (indexed_version IS NULL OR indexed_version <> current_version) AND withdrawn = 0 LIMIT 1").step();
}

std::vector<Catalog::IndexState> Catalog::index_states() {
    std::vector<IndexState> states;
    auto rows = internal_->database.query(
        "SELECT id, current_version, indexed_version IS current_version FROM document WHERE withdrawn = 0 ORDER BY id");
    while (rows.step())
        states.push_back({rows.text(0), rows.integer(1), rows.integer(2) != 0});
    return states;
}

void Catalog::mark_indexed(const std::vector<std::int64_t>& version_keys) {
    auto& database = internal_->database;
    database.atomically([&] {
        for (const auto key : version_keys)
            database.run("UPDATE document SET indexed_version = ?1 WHERE key = (SELECT document FROM version "
                         "WHERE key = "
                         "?1) AND (indexed_version IS NULL OR indexed_version < ?1)",
                         key);
    });
}

void Catalog::mark_all_unindexed() {
    // Removals stay: should the rebuild die, the old index is still in use and still holds them.
    internal_->database.run("UPDATE document SET indexed_version = NULL WHERE indexed_version IS NOT NULL");
}

std::vector<std::string> Catalog::removed_but_indexed() {
    std::vector<std::string> ids;
    auto rows = internal_->database.query(
        "SELECT id FROM removal WHERE id NOT IN (SELECT id FROM document WHERE withdrawn = 0) ORDER BY id");
    while (rows.step())
        ids.push_back(rows.text(0));
    return ids;
}

void Catalog::mark_removal_indexed(const std::vector<std::string>& ids) {
    auto& database = internal_->database;
    database.atomically([&] {
        for (const auto& id : ids)
            database.run("DELETE FROM removal WHERE id = ?1", id);
    });
}

} // namespace samling
