#pragma once
// In which documents a phrase stands.

#include "searchd/search/deadline.h"
#include "searchd/search/list_keeper.h"
#include "searchd/search/plan.h"

namespace samling {

/// The documents of `scope` in which `phrase`, a phrase or near, stands; without frequencies. Carried out by Xapian, which
/// alone can read the positions of a word in one document after the other without searching for each from the root of its
/// tree. When the deadline passes, those that were found until then, and it is not complete.
DecodedList find_phrase(const Xapian::Database& database, const Plan& phrase, const Scope& scope, const Deadline& deadline);

} // namespace samling
