#pragma once
// What people may do to the accounts of others: a table of acts, each with its row in the audit log.

#include <string>

#include "corpus/accounts.h"
#include "corpus/sqlite.h"
#include "searchd/web/visit.h"

namespace samling {

/// What an act led to, to be shown once.
struct ActedOn {
    std::string link; ///< The secret of a one-time link; empty if none was made.
    std::string said; ///< What else happened, for people.
    std::string email, name; ///< Whose link it is.
};

/// Does what the form's "act" names to `account`, in the form's "coalition" where the act is about a role. Throws
/// Failure{forbidden} for what is not the viewer's to do, Failure{invalid_argument} for what is no act, and
/// Failure{conflict} where no administrator would be left.
ActedOn act_on_account(SqliteDatabase& database, const Visit& visit, const Account& account);

/// Curators make members, and only administrators make curators: nobody hands out, or takes, what is not theirs to give.
bool may_grant(const Viewer& viewer, const std::string& coalition, Role role);
/// Administrators see everybody, curators the people of their coalitions.
bool may_see(const Viewer& viewer, const Account& account);

} // namespace samling
