#include "corpus/accounts.h"

#include <algorithm>

#include "corpus/stored_name.h"
#include "corpus/utc_time.h"
#include "schema/failure.h"
#include "schema/text.h"
#include "schema/text_case.h"
#include "schema/trimmed.h"

namespace samling {
namespace {

constexpr std::size_t kLongestEmail = 254, kLongestName = 200;
constexpr NamedValues<AccountState, 3> kStates = {
    {{AccountState::invited, "invited"}, {AccountState::active, "active"}, {AccountState::disabled, "disabled"}}};
constexpr NamedValues<Role, 3> kRoles = {
    {{Role::none, "none"}, {Role::member, "member"}, {Role::curator, "curator"}}};

/// A macro because Sql takes literals only.
#define SAMLING_ACCOUNT_COLUMNS "SELECT key, email, name, state, administrator, password, created FROM account "

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; });
}

} // namespace

std::string_view state_name(AccountState state) {
    return name_of(kStates, state);
}

std::string_view role_name(Role role) {
    return name_of(kRoles, role);
}

std::optional<Role> role_named(std::string_view name) {
    return value_named(kRoles, name);
}

Viewer Account::viewer() const {
    if (state != AccountState::active) return {};
    Viewer viewer{key, administrator, {}, {}};
    for (const auto& [coalition, role, publishing] : roles) {
        viewer.member.push_back(coalition);
        if (role == Role::curator) viewer.curator.push_back(coalition);
    }
    return viewer;
}

std::string rights_of(const Account& account) {
    std::string text = account.administrator == Viewer::Administrator::yes ? "administrator" : "";
    for (const auto& [coalition, role, publishing] : account.roles)
        text += (text.empty() ? "" : ", ") + std::string(role_name(role)) + " of " + coalition + (publishing == Publishing::direct ? " (publishes directly)" : "");
    return text.empty() ? "no role" : text;
}

std::string normal_email(std::string_view email) {
    return lower_ascii(trimmed(email));
}

std::string email_mistake(std::string_view email) {
    const auto at = email.find('@');
    const bool formed = at != std::string_view::npos && at > 0 && at + 1 < email.size() && email.rfind('@') == at &&
                        email.find_first_of(" <>\"(),;:\\[]") == std::string_view::npos && !has_control(email) && is_valid_utf8(email);
    if (!formed) return "this is no e-mail address: it has the form name@example.org";
    return email.size() > kLongestEmail ? "an e-mail address is at most 254 bytes long" : "";
}

std::string name_mistake(std::string_view name) {
    if (name.empty()) return "a name is needed";
    if (name.size() > kLongestName) return "a name is at most 200 bytes long";
    return has_control(name) || !is_valid_utf8(name) ? "a name is one line of text" : "";
}

std::int64_t Accounts::add(std::string_view email, std::string_view name) {
    const auto normal = normal_email(email);
    for (const auto& mistake : {email_mistake(normal), name_mistake(name)})
        if (!mistake.empty()) throw Failure(ErrorCode::invalid_argument, mistake);
    if (find_by_email(normal)) throw Failure(ErrorCode::conflict, "there is an account for " + normal + " already");
    database_.run("INSERT INTO account (email, name, state, created) VALUES (?1, ?2, ?3, ?4)", normal, name,
                  state_name(AccountState::invited), utc_now());
    return database_.last_key();
}

Account Accounts::read(SqliteStatement& row) {
    Account account{row.integer(0), row.text(1), row.text(2), stored_value(kStates, row.text(3), "an account's state"),
                    row.integer(4) != 0 ? Viewer::Administrator::yes : Viewer::Administrator::no, {}, row.text(5), row.text(6)};
    auto roles = database_.query("SELECT coalition, role, direct FROM role WHERE account = ?1 ORDER BY coalition", account.key);
    while (roles.step())
        if (const auto role = role_named(roles.text(1)); role && *role != Role::none)
            account.roles.push_back({roles.text(0), *role, roles.integer(2) != 0 ? Publishing::direct : Publishing::reviewed});
    return account;
}

std::optional<Account> Accounts::find(std::int64_t key) {
    auto row = database_.query(SAMLING_ACCOUNT_COLUMNS "WHERE key = ?1", key);
    if (!row.step()) return std::nullopt;
    return read(row);
}

std::optional<Account> Accounts::find_by_email(std::string_view email) {
    auto row = database_.query(SAMLING_ACCOUNT_COLUMNS "WHERE email = ?1", normal_email(email));
    if (!row.step()) return std::nullopt;
    return read(row);
}

std::vector<Account> Accounts::list() {
    std::vector<Account> all;
    auto rows = database_.query(SAMLING_ACCOUNT_COLUMNS "ORDER BY name, key");
    while (rows.step()) all.push_back(read(rows));
    return all;
}

void Accounts::set_role(std::int64_t key, const std::string& coalition, Role role) {
    if (role == Role::none)
        database_.run("DELETE FROM role WHERE account = ?1 AND coalition = ?2", key, coalition);
    else
        database_.run("INSERT INTO role (account, coalition, role) SELECT key, ?2, ?3 FROM account WHERE key = ?1 "
                      "ON CONFLICT (account, coalition) DO UPDATE SET role = excluded.role",
                      key, coalition, role_name(role));
}

void Accounts::set_publishing(std::int64_t key, const std::string& coalition, Publishing publishing) {
    database_.run("UPDATE role SET direct = ?3 WHERE account = ?1 AND coalition = ?2", key, coalition, publishing == Publishing::direct ? 1 : 0);
}

void Accounts::set_administrator(std::int64_t key, Viewer::Administrator administrator) {
    database_.run("UPDATE account SET administrator = ?2 WHERE key = ?1", key, administrator == Viewer::Administrator::yes ? 1 : 0);
}

void Accounts::set_state(std::int64_t key, AccountState state) {
    database_.run("UPDATE account SET state = ?2 WHERE key = ?1", key, state_name(state));
}

void Accounts::set_password(std::int64_t key, const std::string& hash) {
    database_.run("UPDATE account SET password = ?2, state = iif(state = 'invited', 'active', state) WHERE key = ?1", key, hash);
}

std::int64_t Accounts::other_administrators(std::int64_t key) {
    auto row = database_.query("SELECT count(*) FROM account WHERE administrator = 1 AND state <> 'disabled' AND key <> ?1", key);
    return row.step() ? row.integer(0) : 0;
}

} // namespace samling
