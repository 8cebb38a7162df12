#include <algorithm>
#include <array>

#include "corpus/accounts.h"
#include "corpus/api_tokens.h"
#include "corpus/second_factor.h"
#include "corpus/secret.h"
#include "corpus/sessions.h"
#include "corpus/totp.h"
#include "corpus/utc_time.h"
#include "schema/failure.h"
#include "searchd/web/answers.h"
#include "searchd/web/document_view.h"
#include "searchd/web/form_view.h"

namespace samling {
namespace {

constexpr std::size_t kTotpBytes = 20, kLongestName = 100;

/// The secret that a form offers an app, made again when the form comes back: from the session and the form's nonce.
std::string offered_secret(const Visit& visit, const std::string& nonce) {
    return secret_digest(keyed_digest(visit.visitor.cookie, "totp " + nonce)).substr(0, kTotpBytes);
}

AuditEntry own_entry(const Visit& visit, std::string act) {
    return visit.visitor.entry(std::move(act), "account " + std::to_string(visit.viewer().account));
}

/// What an act of the page led to, to be shown on it once.
struct Shown {
    Mistakes mistakes = {};
    std::string token = {};
    std::vector<std::string> codes = {};
};

void fill_lists(View& view, SqliteDatabase& database, const Visit& visit) {
    ViewList sessions, tokens, scopes;
    for (const auto& session : Sessions(database).list(visit.viewer().account, seconds_now())) {
        View row;
        row["key"] = std::to_string(session.key);
        row["begun"] = utc_text(session.created);
        row["seen"] = utc_text(session.seen);
        row["address"] = session.address;
        row["agent"] = session.agent;
        row["here"] = flag(session.key == visit.visitor.session);
        row["csrf"] = visit.csrf();
        sessions.push_back(row);
    }
    for (const auto& token : ApiTokens(database).list(visit.viewer().account)) {
        View row;
        row["key"] = std::to_string(token.key);
        row["name"] = token.name;
        row["scopes"] = joined(token.scopes, ", ");
        row["expires"] = utc_text(token.expires);
        row["used"] = token.used == 0 ? std::string("never") : utc_text(token.used);
        row["csrf"] = visit.csrf();
        tokens.push_back(row);
    }
    for (const auto& [name, about] : kTokenScopes) {
        View row;
        row["name"] = std::string(name);
        row["about"] = std::string(about);
        scopes.push_back(row);
    }
    view["sessions"] = View(sessions);
    view["tokens"] = View(tokens);
    view["scopes"] = View(scopes);
}

Response account_answer(const SiteContext& context, const Visit& visit, const Shown& shown) {
    auto view = form_view(visit, shown.mistakes);
    view["name"] = visit.visitor.name;
    view["email"] = visit.visitor.email;
    if (!shown.mistakes.empty()) view["token_name"] = visit.form.value("token_name");
    if (!shown.token.empty()) view["token"] = shown.token;
    ViewList codes;
    for (const auto& code : shown.codes) codes.push_back(code);
    view["has_codes"] = flag(!shown.codes.empty());
    view["codes"] = View(codes);
    context.transactions.read([&](SqliteDatabase& database) {
        view["totp_on"] = flag(SecondFactor(database, visit.viewer().account).is_on());
        fill_lists(view, database, visit);
    });
    const auto sent = visit.form.value("nonce"); // a code that was mistyped is for the secret that was shown
    const auto nonce = sent.empty() ? hex_text(random_bytes(16)) : sent;
    const auto secret = offered_secret(visit, nonce);
    view["nonce"] = nonce;
    view["totp_secret"] = base32(secret);
    view["totp_address"] = totp_address(secret, visit.visitor.email);
    return form_answer(context, "account", "Your account", view, shown.mistakes);
}

Response account_page(const SiteContext& context, const Visit& visit) { return account_answer(context, visit, {}); }

Response change_password(const SiteContext& context, const Visit& visit) {
    const auto password = visit.form.value("new_password");
    Mistakes mistakes;
    if (const auto mistake = password_mistake(password, visit.visitor.email, visit.visitor.name); !mistake.empty()) mistakes["new_password"] = mistake;
    if (visit.form.value("again") != password) mistakes["again"] = "this is not the same as above";
    if (const auto mistake = context.sign_in->confirm(visit.form.value("password"), visit.visitor); !mistake.empty()) mistakes["password"] = mistake;
    if (!mistakes.empty()) return account_answer(context, visit, {mistakes});
    const auto hash = context.hasher.hash(password);
    // Everywhere else one is signed out, and here the session gets another secret.
    const auto secret = context.transactions.write([&](SqliteDatabase& database) {
        Accounts(database).set_password(visit.viewer().account, hash);
        Sessions(database).end_all(visit.viewer().account);
        AuditLog(database).append(own_entry(visit, "account.password"));
        return Sessions(database).open(visit.viewer().account, seconds_now(), visit.visitor.address, visit.request.header("user-agent"));
    });
    auto response = see_other("/account");
    set_session_cookie(response, secret, visit.visitor.transport);
    return response;
}

Response change_totp(const SiteContext& context, const Visit& visit) {
    const bool on = visit.form.value("act") == "on";
    const auto secret = offered_secret(visit, visit.form.value("nonce"));
    Mistakes mistakes;
    if (on && !totp_match(secret, visit.form.value("code"), seconds_now(), 0)) mistakes["code"] = "this is not the code that the app shows now";
    if (const auto mistake = context.sign_in->confirm(visit.form.value("totp_password"), visit.visitor); !mistake.empty()) mistakes["totp_password"] = mistake;
    if (!mistakes.empty()) return account_answer(context, visit, {mistakes});
    Shown shown;
    context.transactions.write([&](SqliteDatabase& database) {
        SecondFactor factor(database, visit.viewer().account);
        if (on) shown.codes = factor.turn_on(secret);
        else factor.turn_off();
        AuditLog(database).append(own_entry(visit, on ? "account.totp-on" : "account.totp-off"));
    });
    return on ? account_answer(context, visit, shown) : see_other("/account");
}

Response end_session(const SiteContext& context, const Visit& visit) {
    const auto key = number_or_zero(visit.taken[0]);
    const bool ended = context.transactions.write([&](SqliteDatabase& database) {
        if (!Sessions(database).end(visit.viewer().account, key)) return false;
        AuditLog(database).append(own_entry(visit, "session.end"));
        return true;
    });
    if (!ended) throw Failure(ErrorCode::not_found, "you have no such session");
    return see_other("/account");
}

Response add_token(const SiteContext& context, const Visit& visit) {
    const auto days = number_or_zero(visit.form.trimmed("days"));
    ApiToken token{0, visit.viewer().account, visit.form.trimmed("token_name"), visit.form.values("scope"), seconds_now(), seconds_now() + days * 86400, 0};
    std::erase_if(token.scopes, [](const std::string& scope) {
        return std::none_of(kTokenScopes.begin(), kTokenScopes.end(), [&](const auto& row) { return row.name == scope; });
    });
    Mistakes mistakes;
    if (token.name.empty() || token.name.size() > kLongestName) mistakes["token_name"] = "give it a name of at most 100 bytes, to know it by";
    if (token.scopes.empty()) mistakes["scope"] = "choose what it is for";
    if (days < 1 || days > 366) mistakes["days"] = "a number of days from 1 to 366";
    if (!mistakes.empty()) return account_answer(context, visit, {mistakes});
    Shown shown;
    context.transactions.write([&](SqliteDatabase& database) {
        shown.token = ApiTokens(database).add(token);
        auto entry = own_entry(visit, "token.make");
        entry.after = token.name + ", until " + utc_text(token.expires);
        AuditLog(database).append(entry);
    });
    return account_answer(context, visit, shown);
}

Response remove_token(const SiteContext& context, const Visit& visit) {
    const auto key = number_or_zero(visit.taken[0]);
    const bool removed = context.transactions.write([&](SqliteDatabase& database) {
        if (!ApiTokens(database).remove(visit.viewer().account, key)) return false;
        auto entry = own_entry(visit, "token.revoke");
        entry.before = "token " + std::to_string(key);
        AuditLog(database).append(entry);
        return true;
    });
    if (!removed) throw Failure(ErrorCode::not_found, "you have no such token");
    return see_other("/account");
}

constexpr std::array kRoutes = {
    Route{"/account", account_page, "One's own account: password, second factor, sessions, tokens", method::read, Access::signed_in},
    Route{"/account/password", change_password, "Changes one's password", method::post, Access::signed_in},
    Route{"/account/totp", change_totp, "Turns the second factor on or off", method::post, Access::signed_in},
    Route{"/account/sessions/{key}", end_session, "Ends one of one's sessions", method::post, Access::signed_in},
    Route{"/account/tokens", add_token, "Makes a token for scripts", method::post, Access::signed_in},
    Route{"/account/tokens/{key}", remove_token, "Revokes one of one's tokens", method::post, Access::signed_in}};

} // namespace

std::span<const Route> account_routes() {
    return kRoutes;
}

} // namespace samling
