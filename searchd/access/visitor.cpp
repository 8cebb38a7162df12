#include "searchd/access/visitor.h"

#include "corpus/accounts.h"
#include "corpus/sessions.h"
#include "corpus/utc_time.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::string_view kBearer = "Bearer ";

void become(Visitor& visitor, const std::optional<Account>& account) {
    if (!account || account->state != AccountState::active) return;
    visitor.viewer = account->viewer();
    visitor.name = account->name;
    visitor.email = account->email;
}

/// Whether it is noted that a session or token was used.
enum class Uses { passed_over, noted };

/// That it was used is worth no error page.
void note_use(const CatalogTransactions& transactions, const std::function<void(SqliteDatabase&)>& note) {
    try {
        transactions.write(note);
    } catch (const Failure&) {
    }
}

void identify_token(std::string_view secret, const CatalogTransactions& transactions, Visitor& visitor, Uses uses) {
    const auto now = seconds_now();
    transactions.read([&](SqliteDatabase& database) {
        visitor.token = ApiTokens(database).find(secret, now);
        if (visitor.token) become(visitor, Accounts(database).find(visitor.token->account));
    });
    if (!visitor.viewer.is_signed_in()) throw Failure(ErrorCode::not_signed_in, "the token is unknown, has expired, or its account is disabled");
    if (uses == Uses::noted && now - visitor.token->used >= ApiTokens::kBetweenTouches)
        note_use(transactions, [&](SqliteDatabase& database) { ApiTokens(database).touch(visitor.token->key, now); });
}

void identify_session(const CatalogTransactions& transactions, Visitor& visitor, Uses uses) {
    const auto now = seconds_now();
    std::optional<Session> session;
    try {
        transactions.read([&](SqliteDatabase& database) {
            session = Sessions(database).find(visitor.cookie, now);
            if (session) become(visitor, Accounts(database).find(session->account));
        });
    } catch (const Failure&) {
        return; // no catalog yet, or none that can be read: nobody has rights in it
    }
    if (!visitor.viewer.is_signed_in()) return;
    visitor.session = session->key;
    if (uses == Uses::noted && now - session->seen >= Sessions::kBetweenTouches)
        note_use(transactions, [&](SqliteDatabase& database) { Sessions(database).touch(visitor.session, now); });
}

Visitor visitor_of(const Request& request, const CatalogTransactions& transactions, const Frontage& frontage, Uses uses) {
    Visitor visitor;
    visitor.address = frontage.client_address(request);
    visitor.transport = frontage.is_secure(request) ? Transport::secure : Transport::plain;
    const auto authorization = request.header("authorization");
    if (authorization.starts_with(kBearer)) {
        identify_token(authorization.substr(kBearer.size()), transactions, visitor, uses);
        return visitor;
    }
    visitor.cookie = session_cookie(request, visitor.transport);
    if (!visitor.cookie.empty()) identify_session(transactions, visitor, uses);
    return visitor;
}

} // namespace

AuditEntry Visitor::entry(std::string act, std::string subject) const {
    AuditEntry entry;
    entry.account = viewer.account;
    if (viewer.is_signed_in()) entry.who = name + " <" + email + ">" + (token ? " by token " + std::to_string(token->key) : "");
    entry.address = address;
    entry.act = std::move(act);
    entry.subject = std::move(subject);
    return entry;
}

Visitor recognise(const Request& request, const CatalogTransactions& transactions, const Frontage& frontage) {
    return visitor_of(request, transactions, frontage, Uses::passed_over);
}

Visitor identify(const Request& request, const CatalogTransactions& transactions, const Frontage& frontage) {
    return visitor_of(request, transactions, frontage, Uses::noted);
}

} // namespace samling
