#pragma once
// Counts as facets: labels, order, what is selected.

#include <vector>

#include "schema/vocabulary.h"
#include "searchd/search/columns.h"
#include "searchd/search/search.h"

namespace samling {

/// Every facet in TagField order, then the year. Values without documents are left out, selected ones never.
std::vector<Facet> make_facets(const Columns& columns, const Counted& counted, const SearchRequest& request,
                               const Vocabularies& vocabularies);

} // namespace samling
