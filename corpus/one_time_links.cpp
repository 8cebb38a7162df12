#include "corpus/one_time_links.h"

#include "corpus/secret.h"

namespace samling {

std::string OneTimeLinks::make(std::int64_t account, std::int64_t now) {
    spend(account);
    auto secret = random_secret();
    database_.run("INSERT INTO one_time_link (digest, account, expires) VALUES (?1, ?2, ?3)", Blob{secret_digest(secret)}, account,
                  now + kLifetime);
    return secret;
}

std::optional<std::int64_t> OneTimeLinks::account_of(std::string_view secret, std::int64_t now) {
    auto row = database_.query("SELECT account FROM one_time_link WHERE digest = ?1 AND expires > ?2", Blob{secret_digest(secret)}, now);
    if (!row.step()) return std::nullopt;
    return row.integer(0);
}

void OneTimeLinks::spend(std::int64_t account) {
    database_.run("DELETE FROM one_time_link WHERE account = ?1", account);
}

} // namespace samling
