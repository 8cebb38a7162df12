#pragma once
// The values of every facet of one revision by their names, in one language.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "searchd/search/byte_cache.h"
#include "searchd/search/search.h"

namespace samling {

struct FacetName {
    std::string value, label;
    std::vector<std::string> broader;
};

/// A value for each code of a facet's column, by its number, not counted; and its place in the order of labels. Moves, so that
/// values go on pointing at names.
struct NamedFacet {
    NamedFacet() = default;
    NamedFacet(NamedFacet&&) = default;
    NamedFacet& operator=(NamedFacet&&) = default;

    std::vector<FacetName> names;
    std::vector<FacetValue> values; ///< Of `names`.
    std::vector<std::uint32_t> places;
};

struct FacetNames {
    std::array<NamedFacet, kTagFieldCount> by_code; ///< By TagField.
    NamedFacet by_year;                             ///< By the numbers of years; the newest year has the first place.
};

/// By language; the few that are asked for.
using FacetNamesCache = ByteCache<std::string, FacetNames>;
inline constexpr std::size_t kFacetNamesBytes = std::size_t{8} << 20;

} // namespace samling
