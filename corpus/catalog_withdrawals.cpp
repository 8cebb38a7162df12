// Documents that are kept but no longer shown.

#include "corpus/catalog_internal.h"
#include "schema/metadata_codec.h"

namespace samling {
namespace {

/// Says `verdict` of a document that is not so yet.
bool put_verdict(SqliteDatabase& database, const std::string& id, const char* verdict, const Withdrawal& said) {
    const bool withdrawn = std::string_view(verdict) == "withdrawn";
    bool done = false;
    database.atomically([&] {
        const auto known = database.query("SELECT 1 FROM document WHERE id = ?1 AND withdrawn = ?2", id, withdrawn ? 0 : 1).step();
        if (!known) return;
        database.run("UPDATE document SET withdrawn = ?2, indexed_version = NULL WHERE id = ?1", id, withdrawn ? 1 : 0);
        database.run("INSERT INTO withdrawal (document, verdict, person, at, reason) "
                     "VALUES (?1, ?2, ?3, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?4)",
                     id, verdict, said.person, said.reason);
        if (withdrawn) database.run("INSERT OR IGNORE INTO removal (id) VALUES (?1)", id);
        done = true;
    });
    return done;
}

/// The last word on each document that is withdrawn.
#define SAMLING_WITHDRAWAL                                                                                            \
    "SELECT w.document, w.person, w.reason, w.at, v.record FROM withdrawal w JOIN document d ON d.id = w.document "   \
    "JOIN version v ON v.key = d.current_version "                                                                    \
    "WHERE d.withdrawn <> 0 AND w.key = (SELECT max(key) FROM withdrawal WHERE document = d.id) "

Withdrawal read(SqliteStatement& row) {
    return {row.text(0), decode_metadata(row.blob(4)).title, row.text(1), row.text(2), row.text(3)};
}

} // namespace

bool Catalog::withdraw(const std::string& id, const std::string& person, const std::string& reason) {
    return put_verdict(internal_->database, id, "withdrawn", {id, "", person, reason, ""});
}

bool Catalog::restore(const std::string& id, const std::string& person, const std::string& reason) {
    return put_verdict(internal_->database, id, "restored", {id, "", person, reason, ""});
}

std::optional<Withdrawal> Catalog::withdrawal(const std::string& id) {
    auto row = internal_->database.query(SAMLING_WITHDRAWAL "AND d.id = ?1", id);
    return row.step() ? std::optional(read(row)) : std::nullopt;
}

std::vector<Withdrawal> Catalog::withdrawals() {
    std::vector<Withdrawal> all;
    auto rows = internal_->database.query(SAMLING_WITHDRAWAL "ORDER BY w.key");
    while (rows.step()) all.push_back(read(rows));
    return all;
}

} // namespace samling
