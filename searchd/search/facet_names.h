#pragma once
// The values of every facet of one revision by their names, in one language.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "searchd/search/byte_cache.h"
#include "searchd/search/search.h"

namespace samling {

/// A value for each code of a facet's column, by its number, not counted; and its place in the order of labels.
struct NamedFacet {
    std::vector<FacetValue> values;
    std::vector<std::uint32_t> places;
};

using FacetNames = std::array<NamedFacet, kTagFieldCount>; ///< By TagField.

/// By language; the few that are asked for.
using FacetNamesCache = ByteCache<std::string, FacetNames>;
inline constexpr std::size_t kFacetNamesBytes = std::size_t{8} << 20;

} // namespace samling
