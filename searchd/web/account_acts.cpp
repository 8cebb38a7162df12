#include "searchd/web/account_acts.h"

#include <algorithm>
#include <array>

#include "corpus/one_time_links.h"
#include "corpus/second_factor.h"
#include "corpus/sessions.h"
#include "corpus/utc_time.h"
#include "schema/failure.h"

namespace samling {
namespace {

/// One act on its way.
struct Doing {
    SqliteDatabase& database;
    const Account& account;
    std::string coalition; ///< Of an act on a role.
    ActedOn& done;
};

void disable(Doing& doing) {
    Accounts(doing.database).set_state(doing.account.key, AccountState::disabled);
    Sessions(doing.database).end_all(doing.account.key);
    OneTimeLinks(doing.database).spend(doing.account.key);
}

void enable(Doing& doing) {
    Accounts(doing.database).set_state(doing.account.key, doing.account.password.empty() ? AccountState::invited : AccountState::active);
}

/// Whoever lost the password has often lost the phone.
void reset(Doing& doing) {
    if (doing.account.state == AccountState::disabled) throw Failure(ErrorCode::conflict, "the account is disabled; enable it first");
    SecondFactor factor(doing.database, doing.account.key);
    if (factor.is_on()) {
        factor.turn_off();
        doing.done.said = "The second factor of this account was on, and is off now.";
    }
    doing.done.link = OneTimeLinks(doing.database).make(doing.account.key, seconds_now());
    doing.done.email = doing.account.email;
    doing.done.name = doing.account.name;
}

template <Viewer::Administrator administrator>
void set_administrator(Doing& doing) {
    Accounts(doing.database).set_administrator(doing.account.key, administrator);
}

template <Publishing publishing>
void set_publishing(Doing& doing) {
    Accounts(doing.database).set_publishing(doing.account.key, doing.coalition, publishing);
}

void remove_role(Doing& doing) { Accounts(doing.database).set_role(doing.account.key, doing.coalition, Role::none); }

struct AccountAct {
    std::string_view name;
    enum class About { account, administrators, role } about; ///< administrators: one of them must stay.
    void (*run)(Doing&);
};
constexpr std::array<AccountAct, 8> kActs = {{
    {"disable", AccountAct::About::administrators, disable},
    {"dismiss", AccountAct::About::administrators, set_administrator<Viewer::Administrator::no>},
    {"enable", AccountAct::About::account, enable},
    {"reset", AccountAct::About::account, reset},
    {"appoint", AccountAct::About::account, set_administrator<Viewer::Administrator::yes>},
    {"direct", AccountAct::About::role, set_publishing<Publishing::direct>},
    {"reviewed", AccountAct::About::role, set_publishing<Publishing::reviewed>},
    {"remove-role", AccountAct::About::role, remove_role},
}};

std::string now_of(const Account& account) { return std::string(state_name(account.state)) + ", " + rights_of(account); }

/// That the account has a role in `coalition`, which the viewer could have given.
void check_role(const Viewer& viewer, const Account& account, const std::string& coalition) {
    const auto role = std::find_if(account.roles.begin(), account.roles.end(), [&](const CoalitionRole& one) { return one.coalition == coalition; });
    if (role == account.roles.end()) throw Failure(ErrorCode::invalid_argument, "the account has no role in this coalition");
    if (!may_grant(viewer, coalition, role->role)) throw Failure(ErrorCode::forbidden, "this role is not yours to change");
}

} // namespace

ActedOn act_on_account(SqliteDatabase& database, const Visit& visit, const Account& account) {
    const auto name = visit.form.value("act");
    const auto act = std::find_if(kActs.begin(), kActs.end(), [&](const AccountAct& one) { return one.name == name; });
    const auto& viewer = visit.viewer();
    if (!viewer.is_administrator() && (act == kActs.end() || act->about != AccountAct::About::role)) throw Failure(ErrorCode::forbidden, "only administrators may do this");
    if (act == kActs.end()) throw Failure(ErrorCode::invalid_argument, "there is no such act");
    ActedOn done;
    Doing doing{database, account, "", done};
    if (act->about == AccountAct::About::role) {
        doing.coalition = visit.form.value("coalition");
        check_role(viewer, account, doing.coalition);
    }
    Accounts accounts(database);
    if (act->about == AccountAct::About::administrators && account.administrator == Viewer::Administrator::yes && accounts.other_administrators(account.key) == 0)
        throw Failure(ErrorCode::conflict, "this is the last administrator; make another one first");
    auto entry = visit.visitor.entry("account." + std::string(act->name), "account " + std::to_string(account.key));
    entry.before = now_of(account);
    act->run(doing);
    entry.after = now_of(accounts.find(account.key).value()) + (done.said.empty() ? "" : "; second factor off");
    AuditLog(database).append(entry);
    return done;
}

bool may_grant(const Viewer& viewer, const std::string& coalition, Role role) {
    return viewer.is_administrator() || (viewer.is_curator_of(coalition) && role == Role::member);
}

bool may_see(const Viewer& viewer, const Account& account) {
    return viewer.is_administrator() ||
           std::any_of(account.roles.begin(), account.roles.end(), [&](const auto& row) { return viewer.is_curator_of(row.coalition); });
}

} // namespace samling
