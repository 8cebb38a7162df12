#pragma once
// Every act, for ever: who did what, when, from where, and what it changed. Rows are numbered without a gap, each holds a
// digest over itself and the digest before it, and the database refuses to change or remove one: whatever is altered past
// that, verify() finds. Somebody who owns the file can write the whole chain anew, or cut off its end; whoever keeps the
// last digest elsewhere (`indexer audit verify` prints it) can tell.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "corpus/sqlite.h"

namespace samling {

/// One act. Never holds a password, a link or any other secret.
struct AuditEntry {
    std::int64_t account = 0; ///< Whose act; 0 for a program's or somebody unknown.
    std::string who;          ///< As people knew it then: "Ada <ada@example.org>", "indexer (root)".
    std::string address;      ///< From where: a network address, "command line".
    std::string act;          ///< "account.invite", "session.begin", "document.publish": thing.verb.
    std::string subject;      ///< On what: "account 3", "document report-2024".
    std::string before = {}, after = {}; ///< What was and what is, short, for people; empty where there is nothing to say.
};

struct AuditRow {
    std::int64_t key = 0; ///< 1, 2, 3, …
    std::string at;       ///< UTC, ISO 8601.
    AuditEntry entry;
    std::string digest; ///< 64 hexadecimal digits.
};

struct AuditCheck {
    std::int64_t rows = 0;    ///< That are as they were written, from the first on.
    std::string last_digest;  ///< Of those; empty if there are none.
    std::string mistake;      ///< What is wrong with the next row, or "".
};

/// A view of the log in a database.
class AuditLog {
public:
    explicit AuditLog(SqliteDatabase& database) : database_(database) {}

    /// Adds `entry`, with the time. Within the transaction of the act itself, so that neither is there without the other.
    void append(const AuditEntry& entry);
    /// Rows from `first` on, in their order.
    void for_each(std::int64_t first, const std::function<void(const AuditRow&)>& visit);
    /// The same, at most `most`.
    void for_each(std::int64_t first, std::int64_t most, const std::function<void(const AuditRow&)>& visit);
    /// At most `most` rows below `before` (0: from the end), newest first; all of them, or those with `text` in one of
    /// their fields.
    std::vector<AuditRow> newest(std::int64_t before, std::size_t most, const std::string& text = {});
    AuditCheck verify();

private:
    SqliteDatabase& database_;
};

/// One line of JSON, without the line feed.
std::string audit_json(const AuditRow& row);

} // namespace samling
