#pragma once
// Tokens with which scripts act for an account, within scopes and for a time.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/sqlite.h"

namespace samling {

/// What a token may be for. A token may never do more than its account. Stored by name; never renamed.
struct TokenScope {
    std::string_view name, about;
};
inline constexpr std::array<TokenScope, 3> kTokenScopes = {{{"read", "see what you may see"},
                                                            {"upload", "upload documents and look after your uploads"},
                                                            {"review", "decide on what others have uploaded, where you are a curator"}}};

struct ApiToken {
    std::int64_t key = 0;
    std::int64_t account = 0;
    std::string name;                ///< For its owner.
    std::vector<std::string> scopes; ///< Of kTokenScopes.
    std::int64_t created = 0, expires = 0, used = 0; ///< Seconds since 1970; used: about when last, 0 for never.

    bool has_scope(std::string_view scope) const;
};

/// A view of the tokens in a database.
class ApiTokens {
public:
    static constexpr std::int64_t kLongest = 366 * 24 * 3600;
    static constexpr std::int64_t kBetweenTouches = 300;

    explicit ApiTokens(SqliteDatabase& database) : database_(database) {}

    /// Stores a new token (its key is given here) and returns its secret, "samling_…", to be shown once.
    std::string add(const ApiToken& token);
    /// The token of a secret; nothing when it is unknown or has expired.
    std::optional<ApiToken> find(std::string_view secret, std::int64_t now);
    void touch(std::int64_t key, std::int64_t now);
    /// All of an account, newest first, expired ones too.
    std::vector<ApiToken> list(std::int64_t account);
    /// False when `account` has no such token.
    bool remove(std::int64_t account, std::int64_t key);
    void remove_all(std::int64_t account);

private:
    SqliteDatabase& database_;
};

} // namespace samling
