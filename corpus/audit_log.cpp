#include "corpus/audit_log.h"

#include "corpus/secret.h"
#include "corpus/utc_time.h"
#include "schema/json_writer.h"

namespace samling {
namespace {

#define SAMLING_AUDIT_COLUMNS "SELECT key, at, account, who, address, act, subject, before, after, digest FROM audit "

AuditRow read_row(SqliteStatement& row) {
    return {row.integer(0), row.text(1),
            {row.integer(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7), row.text(8)},
            hex_text(row.blob(9))};
}

/// Each field behind its length, so that no two rows read the same.
std::string canonical(const AuditRow& row) {
    std::string text;
    const auto& entry = row.entry;
    for (const auto& field : {std::to_string(row.key), row.at, std::to_string(entry.account), entry.who, entry.address, entry.act, entry.subject,
                              entry.before, entry.after})
        ((text += std::to_string(field.size())) += ':') += field;
    return text;
}

/// 32 bytes; `previous` is that of the row before, empty for the first.
std::string chained_digest(const std::string& previous, const AuditRow& row) {
    return secret_digest(previous + canonical(row));
}

} // namespace

void AuditLog::append(const AuditEntry& entry) {
    database_.atomically([&] {
        AuditRow row{1, utc_now(), entry, {}};
        std::string previous;
        if (auto last = database_.query("SELECT key, digest FROM audit ORDER BY key DESC LIMIT 1"); last.step()) {
            row.key = last.integer(0) + 1;
            previous = last.blob(1);
        }
        database_.run("INSERT INTO audit (key, at, account, who, address, act, subject, before, after, digest) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                      row.key, row.at, entry.account, entry.who, entry.address, entry.act, entry.subject, entry.before, entry.after,
                      Blob{chained_digest(previous, row)});
    });
}

void AuditLog::for_each(std::int64_t first, const std::function<void(const AuditRow&)>& visit) {
    for_each(first, -1, visit); // SQLite: no limit
}

void AuditLog::for_each(std::int64_t first, std::int64_t most, const std::function<void(const AuditRow&)>& visit) {
    auto rows = database_.query(SAMLING_AUDIT_COLUMNS "WHERE key >= ?1 ORDER BY key LIMIT ?2", first, most);
    while (rows.step()) visit(read_row(rows));
}

std::vector<AuditRow> AuditLog::newest(std::int64_t before, std::size_t most, const std::string& text) {
    std::vector<AuditRow> found;
    auto rows = database_.query(SAMLING_AUDIT_COLUMNS "WHERE (?1 = 0 OR key < ?1) AND (?2 = '' OR instr(who || ' ' || address || ' ' || act || "
                                                      "' ' || subject || ' ' || before || ' ' || after, ?2) > 0) ORDER BY key DESC LIMIT ?3",
                                before, text, most);
    while (rows.step()) found.push_back(read_row(rows));
    return found;
}

AuditCheck AuditLog::verify() {
    AuditCheck check;
    std::string previous;
    auto rows = database_.query(SAMLING_AUDIT_COLUMNS "ORDER BY key");
    while (rows.step()) {
        const auto row = read_row(rows);
        const auto digest = chained_digest(previous, row);
        if (row.key != check.rows + 1)
            check.mistake = "row " + std::to_string(check.rows + 1) + " is missing";
        else if (rows.blob(9) != digest)
            check.mistake = "row " + std::to_string(row.key) + " (" + row.at + ", " + row.entry.act + ") is not as it was written, or the one before it is not";
        if (!check.mistake.empty()) break;
        check.rows = row.key;
        check.last_digest = row.digest;
        previous = digest;
    }
    return check;
}

std::string audit_json(const AuditRow& row) {
    const auto& entry = row.entry;
    JsonWriter json;
    json.begin_object().member("number", row.key).member("at", row.at).member("account", entry.account).member("who", entry.who);
    json.member("address", entry.address).member("act", entry.act).member("subject", entry.subject);
    json.member("before", entry.before).member("after", entry.after).member("digest", row.digest).end_object();
    return json.take();
}

} // namespace samling
