#pragma once
// Who sent a request: told by a session's cookie or a token, looked up once.

#include <cstdint>
#include <string>

#include "corpus/api_tokens.h"
#include "corpus/audit_log.h"
#include "corpus/catalog_transactions.h"
#include "schema/viewer.h"
#include "searchd/access/session_cookie.h"
#include "searchd/net/frontage.h"
#include "searchd/net/http.h"

namespace samling {

struct Visitor {
    Viewer viewer;                 ///< Nobody unless a session or a token holds.
    std::string name, email;       ///< Of the account; empty for nobody.
    std::int64_t session = 0;      ///< Its key; 0 for a token's or nobody's request.
    std::optional<ApiToken> token; ///< That the request carries: what it may do is in its scopes.
    std::string cookie;            ///< The secret in the cookie, also of nobody; "" if there is none.
    std::string address;           ///< Of the client, past trusted proxies.
    Transport transport = Transport::plain;

    /// The beginning of an entry for the audit log: who and from where. Fill in act and subject.
    AuditEntry entry(std::string act, std::string subject) const;
};

/// As identify, without noting anything: no more than a look into the catalog.
Visitor recognise(const Request& request, const CatalogTransactions& transactions, const Frontage& frontage);

/// Looks at "Authorization: Bearer …", else at the cookie. A cookie under which there is no session is nobody's; so is
/// any where the catalog cannot be read. Throws Failure{not_signed_in} for a token that does not hold. Notes (seldom) that
/// the session or token was used.
Visitor identify(const Request& request, const CatalogTransactions& transactions, const Frontage& frontage);

} // namespace samling
