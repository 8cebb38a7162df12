// Documents that are kept but no longer shown.

#include "corpus/withdrawals.h"

#include "corpus/catalog_internal.h"
#include "schema/metadata_codec.h"
#include "schema/named_values.h"

namespace samling {
namespace {

enum class Verdict { restored, withdrawn };
constexpr NamedValues<Verdict, 2> kVerdicts = {{{Verdict::restored, "restored"}, {Verdict::withdrawn, "withdrawn"}}};

/// Says `verdict` of `said.id`, with person and reason; false where there is no such document or it is so already.
bool put_verdict(SqliteDatabase& database, Verdict verdict, const Withdrawal& said) {
    const int withdrawn = verdict == Verdict::withdrawn ? 1 : 0;
    bool done = false;
    database.atomically([&] {
        done = database.query("SELECT 1 FROM document WHERE id = ?1 AND withdrawn <> ?2", said.id, withdrawn).step();
        if (!done) return;
        database.run("UPDATE document SET withdrawn = ?2, indexed_version = NULL WHERE id = ?1", said.id, withdrawn);
        database.run("INSERT INTO withdrawal (document, verdict, person, at, reason) "
                     "VALUES (?1, ?2, ?3, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?4)",
                     said.id, name_of(kVerdicts, verdict), said.person, said.reason);
        if (withdrawn) database.run("INSERT OR IGNORE INTO removal (id) VALUES (?1)", said.id);
    });
    return done;
}

/// The last word on each document that is withdrawn.
#define SAMLING_WITHDRAWAL                                                                                            \
    "SELECT w.document, w.person, w.reason, w.at, v.record FROM withdrawal w JOIN document d ON d.id = w.document "   \
    "JOIN version v ON v.key = d.current_version "                                                                    \
    "WHERE d.withdrawn <> 0 AND w.key = (SELECT max(key) FROM withdrawal WHERE document = d.id) "

Withdrawal read(SqliteStatement& row) {
    const auto record = decode_metadata(row.blob(4));
    return {row.text(0), record.title, row.text(1), row.text(2), row.text(3), readership_of(record)};
}

} // namespace

bool Withdrawals::withdraw(const std::string& id, const std::string& person, const std::string& reason) {
    return put_verdict(database_, Verdict::withdrawn, {id, "", person, reason, "", {}});
}

bool Withdrawals::restore(const std::string& id, const std::string& person, const std::string& reason) {
    return put_verdict(database_, Verdict::restored, {id, "", person, reason, "", {}});
}

std::optional<Withdrawal> Withdrawals::find(const std::string& id) {
    auto row = database_.query(SAMLING_WITHDRAWAL "AND d.id = ?1", id);
    return row.step() ? std::optional(read(row)) : std::nullopt;
}

std::vector<Withdrawal> Withdrawals::list(const std::string& since, std::size_t most, const std::function<bool(const Readership&)>& may_know) {
    std::vector<Withdrawal> all;
    auto rows = database_.query(SAMLING_WITHDRAWAL "AND w.at >= ?1 ORDER BY w.key DESC", since);
    while (all.size() < most && rows.step())
        if (auto one = read(rows); may_know(one.readership)) all.push_back(std::move(one));
    return all;
}

bool Catalog::withdraw(const std::string& id, const std::string& person, const std::string& reason) {
    return Withdrawals(internal_->database).withdraw(id, person, reason);
}

bool Catalog::restore(const std::string& id, const std::string& person, const std::string& reason) {
    return Withdrawals(internal_->database).restore(id, person, reason);
}

std::optional<Withdrawal> Catalog::withdrawal(const std::string& id) { return Withdrawals(internal_->database).find(id); }

std::vector<Withdrawal> Catalog::withdrawals(const std::string& since, std::size_t most, const std::function<bool(const Readership&)>& may_know) {
    return Withdrawals(internal_->database).list(since, most, may_know);
}

} // namespace samling
