#pragma once
// The people who may do more than read: who they are and what they may do. How one gets at a database:
// catalog_transactions.h. Nothing here writes the audit log; whoever calls does, in the same transaction.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/sqlite.h"
#include "schema/viewer.h"

namespace samling {

/// Stored by name; never renamed. Invited: has no password yet. A disabled account is nobody.
enum class AccountState { invited, active, disabled };
std::string_view state_name(AccountState state);

/// In one coalition. Stored by name; never renamed. A curator is a member too.
enum class Role { none, member, curator };
std::string_view role_name(Role role);
/// Nothing for a name that is none.
std::optional<Role> role_named(std::string_view name);

/// Whether what a member hands in goes through review, or is published as it is submitted.
enum class Publishing { reviewed, direct };

struct CoalitionRole {
    std::string coalition; ///< Code.
    Role role = Role::member;
    Publishing publishing = Publishing::reviewed;
    friend bool operator==(const CoalitionRole&, const CoalitionRole&) = default;
};

struct Account {
    std::int64_t key = 0;
    std::string email; ///< As normal_email makes it; unique.
    std::string name;
    AccountState state = AccountState::invited;
    Viewer::Administrator administrator = Viewer::Administrator::no;
    std::vector<CoalitionRole> roles; ///< By code; no Role::none among them.
    std::string password;             ///< Its hash (password.h); empty if none is set.
    std::string created;              ///< UTC, ISO 8601.

    /// What this account may see and do: nobody unless it is active.
    Viewer viewer() const;
};

/// "administrator, curator of x, member of y (publishes directly)", "no role".
std::string rights_of(const Account& account);

/// Without white space at its ends, ASCII in lower case: the form in which addresses are compared and kept.
std::string normal_email(std::string_view email);
/// Why a normal address is refused, for people, or "".
std::string email_mistake(std::string_view email);
/// The same of a name: 1 to 200 bytes, no control characters.
std::string name_mistake(std::string_view name);

/// A view of the accounts in a database. Keys that are none change nothing.
class Accounts {
public:
    explicit Accounts(SqliteDatabase& database) : database_(database) {}

    /// A new account, invited, without rights. Throws Failure{conflict} when the address has one already,
    /// Failure{invalid_argument} for an address or a name that is none.
    std::int64_t add(std::string_view email, std::string_view name);
    std::optional<Account> find(std::int64_t key);
    std::optional<Account> find_by_email(std::string_view email);
    /// By name.
    std::vector<Account> list();

    /// How a role publishes stays as it was; a new one is reviewed.
    void set_role(std::int64_t key, const std::string& coalition, Role role);
    void set_publishing(std::int64_t key, const std::string& coalition, Publishing publishing);
    void set_administrator(std::int64_t key, Viewer::Administrator administrator);
    void set_state(std::int64_t key, AccountState state);
    /// Stores the hash of a password, and makes an invited account active.
    void set_password(std::int64_t key, const std::string& hash);
    /// How many active or invited administrators there are besides `key`: the last one is not taken away.
    std::int64_t other_administrators(std::int64_t key);

private:
    Account read(SqliteStatement& row);
    SqliteDatabase& database_;
};

} // namespace samling
