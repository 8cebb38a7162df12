#include "corpus/sessions.h"

#include "corpus/secret.h"
#include "schema/text_utf8.h"

namespace samling {
namespace {

constexpr std::size_t kLongestAgent = 200;

Session read_session(SqliteStatement& row) {
    return {row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.integer(4), row.text(5), row.text(6)};
}

#define SAMLING_SESSION_COLUMNS "SELECT key, account, created, seen, expires, address, agent FROM session "

} // namespace

std::string Sessions::open(std::int64_t account, std::int64_t now, std::string_view address, std::string_view agent) {
    database_.run("DELETE FROM session WHERE expires <= ?1 OR seen <= ?2", now, now - kIdle);
    auto secret = random_secret();
    database_.run("INSERT INTO session (digest, account, created, seen, expires, address, agent) VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6)",
                  Blob{secret_digest(secret)}, account, now, now + kLifetime, address,
                  agent.substr(0, analysis::cut_length(agent, kLongestAgent)));
    return secret;
}

std::optional<Session> Sessions::find(std::string_view secret, std::int64_t now) {
    auto row = database_.query(SAMLING_SESSION_COLUMNS "WHERE digest = ?1 AND expires > ?2 AND seen > ?3", Blob{secret_digest(secret)},
                               now, now - kIdle);
    if (!row.step()) return std::nullopt;
    return read_session(row);
}

void Sessions::touch(std::int64_t key, std::int64_t now) {
    database_.run("UPDATE session SET seen = ?2 WHERE key = ?1", key, now);
}

std::vector<Session> Sessions::list(std::int64_t account, std::int64_t now) {
    std::vector<Session> all;
    auto rows = database_.query(SAMLING_SESSION_COLUMNS "WHERE account = ?1 AND expires > ?2 AND seen > ?3 ORDER BY seen DESC, key DESC",
                                account, now, now - kIdle);
    while (rows.step()) all.push_back(read_session(rows));
    return all;
}

bool Sessions::end(std::int64_t account, std::int64_t key) {
    database_.run("DELETE FROM session WHERE account = ?1 AND key = ?2", account, key);
    return database_.changes() > 0;
}

void Sessions::end_all(std::int64_t account, std::int64_t kept) {
    database_.run("DELETE FROM session WHERE account = ?1 AND key <> ?2", account, kept);
}

} // namespace samling
