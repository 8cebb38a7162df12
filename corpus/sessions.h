#pragma once
// Browsers in which somebody is signed in.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/sqlite.h"

namespace samling {

struct Session {
    std::int64_t key = 0;
    std::int64_t account = 0;
    std::int64_t created = 0, seen = 0, expires = 0; ///< Seconds since 1970.
    std::string address; ///< From where it was begun.
    std::string agent;   ///< What the browser calls itself, at most 200 bytes.
};

/// A view of the sessions in a database. A session ends kIdle after it was last seen and kLifetime after it began.
class Sessions {
public:
    static constexpr std::int64_t kIdle = 7 * 24 * 3600, kLifetime = 30 * 24 * 3600;
    static constexpr std::int64_t kBetweenTouches = 300; ///< A session is not noted as seen more often.

    explicit Sessions(SqliteDatabase& database) : database_(database) {}

    /// Begins one and returns its secret, for the cookie. Takes away what has ended of all accounts.
    std::string open(std::int64_t account, std::int64_t now, std::string_view address, std::string_view agent);
    /// The session of a secret; nothing when it is unknown or has ended.
    std::optional<Session> find(std::string_view secret, std::int64_t now);
    void touch(std::int64_t key, std::int64_t now);
    /// Those of an account that have not ended, last seen first.
    std::vector<Session> list(std::int64_t account, std::int64_t now);
    /// Ends one session of `account`; false when it has no such session.
    bool end(std::int64_t account, std::int64_t key);
    /// Ends all of `account` but the one with the key `kept`; 0 keeps none.
    void end_all(std::int64_t account, std::int64_t kept = 0);

private:
    SqliteDatabase& database_;
};

} // namespace samling
