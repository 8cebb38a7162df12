#pragma once
// Counts as facets: labels, order, what is selected.

#include <vector>

#include "schema/vocabulary.h"
#include "searchd/search/search.h"
#include "searchd/search/snapshot.h"

namespace samling {

/// Every facet in TagField order, then the year. Values without documents are left out, selected ones never. `counted`
/// is of the snapshot's columns. How values are named is looked up once for a snapshot and language, and kept there.
std::vector<Facet> make_facets(const Snapshot& snapshot, const Counted& counted, const SearchRequest& request,
                               const Vocabularies& vocabularies);

} // namespace samling
