#include "searchd/access/sign_in.h"

#include <algorithm>

#include "corpus/accounts.h"
#include "corpus/audit_log.h"
#include "corpus/second_factor.h"
#include "corpus/sessions.h"
#include "corpus/utc_time.h"

namespace samling {
namespace {

constexpr std::size_t kLongestNamed = 100; // of an address that nobody has, in the audit log

} // namespace

SignInResult SignIn::refuse(const std::string& email, const Visitor& visitor, const char* why) {
    const auto now = seconds_now();
    by_account_.note(email, now);
    by_address_.note(address_block(visitor.address), now);
    auto entry = visitor.entry("session.refuse", email.substr(0, kLongestNamed));
    entry.after = why;
    transactions_.write([&](SqliteDatabase& database) { AuditLog(database).append(entry); });
    return {};
}

SignInResult SignIn::attempt(const SignInAttempt& attempt, const Visitor& visitor) {
    const auto email = normal_email(attempt.email);
    const auto now = seconds_now();
    if (const auto wait = std::max(by_account_.wait(email, now), by_address_.wait(address_block(visitor.address), now)); wait > 0)
        return {SignInResult::Kind::too_often, {}, wait};
    const auto account = transactions_.read([&](SqliteDatabase& database) { return Accounts(database).find_by_email(email); });
    const bool is_active = account && account->state == AccountState::active;
    if (!hasher_.verify(attempt.password, is_active ? account->password : "")) return refuse(email, visitor, "wrong password, or no such account");

    SignInResult result;
    transactions_.write([&](SqliteDatabase& database) {
        SecondFactor factor(database, account->key);
        if (factor.is_on() && attempt.code.empty()) {
            result.kind = SignInResult::Kind::code_wanted;
            return;
        }
        if (factor.is_on() && !factor.take(attempt.code, now)) return;
        Sessions sessions(database);
        if (visitor.session != 0) sessions.end(visitor.viewer.account, visitor.session);
        result = {SignInResult::Kind::signed_in, sessions.open(account->key, now, visitor.address, attempt.agent), 0};
        auto entry = visitor.entry("session.begin", "account " + std::to_string(account->key));
        entry.account = account->key;
        entry.who = account->name + " <" + account->email + ">";
        AuditLog(database).append(entry);
    });
    if (result.kind == SignInResult::Kind::refused) return refuse(email, visitor, "wrong code");
    if (result.kind == SignInResult::Kind::signed_in) by_account_.forget(email);
    return result;
}

std::string SignIn::confirm(const std::string& password, const Visitor& visitor) {
    if (by_account_.wait(visitor.email, seconds_now()) > 0) return "that was tried too often; wait a quarter of an hour";
    const auto account = transactions_.read([&](SqliteDatabase& database) { return Accounts(database).find(visitor.viewer.account); });
    if (hasher_.verify(password, account ? account->password : "")) return {};
    refuse(visitor.email, visitor, "wrong password");
    return "this is not your password";
}

} // namespace samling
