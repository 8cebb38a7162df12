#pragma once
// A plan as a query of Xapian's: the road for what the evaluator does not speak, and what it is tested against.

#include <xapian.h>

#include "searchd/search/plan.h"

namespace samling {

/// The same documents with the same scores. Nothing becomes the empty query.
Xapian::Query translate(const Plan& plan);

} // namespace samling
