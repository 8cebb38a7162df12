#pragma once
// Documents by country as a drawing.

#include <cstdint>
#include <string>
#include <vector>

namespace samling {

struct CountryCount {
    std::string code; ///< ISO 3166-1 alpha-2.
    std::string label;
    std::int64_t count = 0;
    std::string href; ///< The search behind the country.
};

/// SVGs of one tile a country, shaded by count, for putting into a page: parts of the world that stand side by side, and on a
/// phone below each other. Countries with documents are links, so that the map can be walked with the keyboard; what it shows
/// belongs into a table beside it. Thread-safe.
std::string world_map_svg(const std::vector<CountryCount>& countries);

} // namespace samling
