#pragma once
// Looking for a value inside a long facet.

#include <string_view>

#include "searchd/search/search.h"

namespace samling {

/// The facet with those of its values alone whose code or label has a word that begins with `beginning`, compared
/// as words of a search are; all of them when it is empty. At most `limit`, in the facet's order.
Facet values_beginning(const Facet& facet, std::string_view beginning, std::size_t limit);

} // namespace samling
