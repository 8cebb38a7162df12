#pragma once
// Log-in: a password, and a code where the account asks for one.

#include <string>

#include "corpus/catalog_transactions.h"
#include "corpus/password.h"
#include "searchd/access/rate_limiter.h"
#include "searchd/access/visitor.h"

namespace samling {

struct SignInAttempt {
    std::string email, password, code; ///< As typed.
    std::string agent;                 ///< What the browser calls itself.
};

struct SignInResult {
    enum class Kind { signed_in, refused, code_wanted, too_often } kind = Kind::refused;
    std::string secret;    ///< Of the new session, for the cookie.
    std::int64_t wait = 0; ///< too_often: seconds.
};

/// Thread-safe. Failures are counted by account (whether it exists or not) and by address; past the limits nothing is
/// looked at any more. Every attempt that is looked at computes one hash, whoever is named, and stands in the audit log.
class SignIn {
public:
    SignIn(const CatalogTransactions& transactions, const PasswordHasher& hasher) : transactions_(transactions), hasher_(hasher) {}

    /// `visitor` is who tries; a session that it has is ended, and the new one has a secret of its own.
    SignInResult attempt(const SignInAttempt& attempt, const Visitor& visitor);

    /// Whether `password` is that of the visitor's own account, before something that a stolen session must not do: counted
    /// and limited as a log-in. A sentence for people, or "".
    std::string confirm(const std::string& password, const Visitor& visitor);

private:
    SignInResult refuse(const std::string& email, const Visitor& visitor, const char* why);

    const CatalogTransactions& transactions_;
    const PasswordHasher& hasher_;
    RateLimiter by_account_{{10, 900}};
    RateLimiter by_address_{{30, 900}};
};

} // namespace samling
