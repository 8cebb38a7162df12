// Accounts from the command line: how the first administrator comes in.

#include <pwd.h>
#include <unistd.h>

#include "corpus/accounts.h"
#include "corpus/api_tokens.h"
#include "corpus/audit_log.h"
#include "corpus/catalog.h"
#include "corpus/catalog_transactions.h"
#include "corpus/one_time_links.h"
#include "corpus/second_factor.h"
#include "corpus/sessions.h"
#include "corpus/utc_time.h"
#include "indexer/command.h"
#include "indexer/file_report.h"
#include "schema/failure.h"
#include "schema/text.h"

namespace samling {
namespace {

using Words = std::vector<std::string>;

/// Whoever runs the program, for the audit log.
AuditEntry entry_of(std::string act, std::int64_t account) {
    const auto* user = ::getpwuid(::geteuid());
    AuditEntry entry;
    entry.who = "indexer (" + (user != nullptr ? std::string(user->pw_name) : std::to_string(::geteuid())) + ")";
    entry.address = "command line";
    entry.act = std::move(act);
    entry.subject = "account " + std::to_string(account);
    return entry;
}

Account account_named(SqliteDatabase& database, const std::string& email) {
    auto account = Accounts(database).find_by_email(email);
    if (!account) throw Failure(ErrorCode::invalid_argument, "user: no account has the address '" + email + "'; `indexer user list` shows all");
    return std::move(*account);
}

void print_link(std::ostream& out, const std::string& secret) {
    out << "one-time link, good for seven days, behind the address of your site:\n  /invitation/" << secret << "\n";
}

int add(const Words& words, const Arguments& arguments, SqliteDatabase& database, std::ostream& out) {
    Accounts accounts(database);
    const auto key = accounts.add(words[1], clean_utf8(arguments.by.empty() ? words[1] : arguments.by));
    // The first one can be nothing else, for nobody could make another.
    const bool first = accounts.other_administrators(0) == 0;
    if (first) accounts.set_administrator(key, Viewer::Administrator::yes);
    auto entry = entry_of("account.invite", key);
    entry.after = normal_email(words[1]) + ": " + rights_of(*accounts.find(key));
    AuditLog(database).append(entry);
    out << normal_email(words[1]) << ": invited, " << rights_of(*accounts.find(key)) << "\n";
    print_link(out, OneTimeLinks(database).make(key, seconds_now()));
    return kAllIn;
}

int list(const Words&, const Arguments&, SqliteDatabase& database, std::ostream& out) {
    for (const auto& account : Accounts(database).list())
        out << printable(account.email) << ": " << printable(account.name) << ", " << state_name(account.state) << ", " << rights_of(account) << "\n";
    return kAllIn;
}

int reset(const Words& words, const Arguments&, SqliteDatabase& database, std::ostream& out) {
    const auto account = account_named(database, words[1]);
    if (account.state == AccountState::disabled)
        throw Failure(ErrorCode::invalid_argument, "user: the account is disabled; `indexer user enable` it first");
    auto entry = entry_of("account.reset", account.key);
    if (SecondFactor factor(database, account.key); factor.is_on()) { // whoever lost the password has often lost the phone
        factor.turn_off();
        entry.after = "second factor off";
        out << account.email << ": the second factor was on, and is off now\n";
    }
    AuditLog(database).append(entry);
    print_link(out, OneTimeLinks(database).make(account.key, seconds_now()));
    return kAllIn;
}

void change_state(SqliteDatabase& database, const Account& account, AccountState state) {
    Accounts(database).set_state(account.key, state);
    auto entry = entry_of(state == AccountState::disabled ? "account.disable" : "account.enable", account.key);
    entry.before = state_name(account.state);
    entry.after = state_name(state);
    AuditLog(database).append(entry);
}

int disable(const Words& words, const Arguments&, SqliteDatabase& database, std::ostream& out) {
    const auto account = account_named(database, words[1]);
    change_state(database, account, AccountState::disabled);
    Sessions(database).end_all(account.key);
    OneTimeLinks(database).spend(account.key);
    out << account.email << ": disabled; its sessions have ended\n";
    return kAllIn;
}

int enable(const Words& words, const Arguments&, SqliteDatabase& database, std::ostream& out) {
    const auto account = account_named(database, words[1]);
    change_state(database, account, account.password.empty() ? AccountState::invited : AccountState::active);
    out << account.email << ": enabled\n";
    return kAllIn;
}

int set_role(const Words& words, const Arguments&, SqliteDatabase& database, std::ostream& out) {
    const auto before = account_named(database, words[1]);
    Accounts accounts(database);
    if (words[2] == "administrator") {
        const auto wanted = words[3] == "yes"  ? Viewer::Administrator::yes
                            : words[3] == "no" ? Viewer::Administrator::no
                                               : throw Failure(ErrorCode::invalid_argument, "user: administrator is yes or no");
        accounts.set_administrator(before.key, wanted);
    } else {
        const auto role = role_named(words[3]);
        if (!role) throw Failure(ErrorCode::invalid_argument, "user: '" + words[3] + "' is none of member, curator and none");
        accounts.set_role(before.key, words[2], *role);
    }
    auto entry = entry_of("account.role", before.key);
    entry.before = rights_of(before);
    entry.after = rights_of(*accounts.find(before.key));
    AuditLog(database).append(entry);
    out << before.email << ": " << entry.after << "\n";
    return kAllIn;
}

struct Action {
    std::string_view name;
    std::size_t operands; ///< Besides its name.
    int (*run)(const Words& words, const Arguments& arguments, SqliteDatabase& database, std::ostream& out);
};
constexpr Action kActions[] = {{"add", 1, add}, {"list", 0, list}, {"reset", 1, reset}, {"disable", 1, disable}, {"enable", 1, enable}, {"role", 3, set_role}};

} // namespace

int run_user(const Arguments& arguments, const ProgramContext& context) {
    auto words = arguments.operands;
    const DataDirectory directory(arguments.data);
    for (const auto& action : kActions) {
        if (words.empty() || words[0] != action.name || words.size() != action.operands + 1) continue;
        if (action.name == "role" && words[2] != "administrator") {
            const auto vocabularies = load_vocabularies(arguments, context);
            const auto* coalition = vocabularies.of(TagField::coalition).resolve(words[2]);
            if (coalition == nullptr)
                throw Failure(ErrorCode::invalid_argument, "user: there is no coalition '" + words[2] + "'; `indexer vocabulary show coalition` lists them");
            words[2] = coalition->code;
        }
        directory.create();
        Catalog(directory.catalog(), Catalog::Mode::write); // makes it, or brings it up to date
        return CatalogTransactions(directory.catalog()).write([&](SqliteDatabase& database) { return action.run(words, arguments, database, context.out); });
    }
    throw Failure(ErrorCode::invalid_argument, "user: say `add EMAIL [--by NAME]`, `list`, `reset EMAIL`, `disable EMAIL`, `enable EMAIL`, "
                                               "`role EMAIL COALITION member|curator|none` or `role EMAIL administrator yes|no`");
}

} // namespace samling
