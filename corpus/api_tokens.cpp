#include "corpus/api_tokens.h"

#include <algorithm>

#include "corpus/secret.h"

namespace samling {
namespace {

#define SAMLING_TOKEN_COLUMNS "SELECT key, account, name, scopes, created, expires, used FROM api_token "

std::string joined(const std::vector<std::string>& scopes) {
    std::string text;
    for (const auto& scope : scopes) text += (text.empty() ? "" : " ") + scope;
    return text;
}

ApiToken read_token(SqliteStatement& row) {
    ApiToken token{row.integer(0), row.integer(1), row.text(2), {}, row.integer(4), row.integer(5), row.integer(6)};
    const auto scopes = " " + row.text(3) + " ";
    for (const auto& [name, about] : kTokenScopes)
        if (scopes.find(" " + std::string(name) + " ") != std::string::npos) token.scopes.emplace_back(name);
    return token;
}

} // namespace

bool ApiToken::has_scope(std::string_view scope) const {
    return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

std::string ApiTokens::add(const ApiToken& token) {
    auto secret = "samling_" + random_secret(); // so that scanners for leaked secrets know it
    database_.run("INSERT INTO api_token (digest, account, name, scopes, created, expires, used) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)",
                  Blob{secret_digest(secret)}, token.account, token.name, joined(token.scopes), token.created, token.expires);
    return secret;
}

std::optional<ApiToken> ApiTokens::find(std::string_view secret, std::int64_t now) {
    auto row = database_.query(SAMLING_TOKEN_COLUMNS "WHERE digest = ?1 AND expires > ?2", Blob{secret_digest(secret)}, now);
    if (!row.step()) return std::nullopt;
    return read_token(row);
}

void ApiTokens::touch(std::int64_t key, std::int64_t now) {
    database_.run("UPDATE api_token SET used = ?2 WHERE key = ?1", key, now);
}

std::vector<ApiToken> ApiTokens::list(std::int64_t account) {
    std::vector<ApiToken> all;
    auto rows = database_.query(SAMLING_TOKEN_COLUMNS "WHERE account = ?1 ORDER BY key DESC", account);
    while (rows.step()) all.push_back(read_token(rows));
    return all;
}

bool ApiTokens::remove(std::int64_t account, std::int64_t key) {
    database_.run("DELETE FROM api_token WHERE account = ?1 AND key = ?2", account, key);
    return database_.changes() > 0;
}

void ApiTokens::remove_all(std::int64_t account) {
    database_.run("DELETE FROM api_token WHERE account = ?1", account);
}

} // namespace samling
