#pragma once
// Links that let somebody set a password once: an invitation, or a reset.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "corpus/sqlite.h"

namespace samling {

/// A view of the links in a database. Times are seconds since 1970.
class OneTimeLinks {
public:
    static constexpr std::int64_t kLifetime = 7 * 24 * 3600;

    explicit OneTimeLinks(SqliteDatabase& database) : database_(database) {}

    /// A new secret for `account`, good until `now` + kLifetime; older ones of the account are good no more. It stands in
    /// the address /invitation/SECRET, and nowhere here.
    std::string make(std::int64_t account, std::int64_t now);
    /// The account whose link this is; nothing when it is unknown, spent or too old.
    std::optional<std::int64_t> account_of(std::string_view secret, std::int64_t now);
    /// Makes every link of an account useless.
    void spend(std::int64_t account);

private:
    SqliteDatabase& database_;
};

} // namespace samling
