#pragma once
// Values of facets as people read them: bars, shares, a timeline; addresses of their own pages.

#include <cstdint>
#include <string>
#include <string_view>

#include "searchd/search/search.h"
#include "searchd/web/template_store.h"

namespace samling {

/// The facet called `name`, or null.
const Facet* facet_of(const SearchPage& page, std::string_view name);

/// The page of a coalition, theme or region ("/coalitions/…"); for another facet the search for the value.
std::string value_url(TagField field, const std::string& code);
/// The search for the value.
std::string value_search_url(TagField field, const std::string& code);
/// A query that requires `code`: `coalition:"tech-for-democracy"`.
std::string value_query(TagField field, const std::string& code);

/// The `most` largest values of `facet` with bars and their share of `total`.
View bars_view(const Facet& facet, std::int64_t total, std::size_t most);

/// Documents by year as an SVG; each year with documents is a link to its search, with `filters` ("&theme=…") kept.
std::string timeline_svg(const Facet& years, const std::string& filters = "");

/// "1 234 567", with narrow no-break spaces.
std::string grouped_digits(std::int64_t number);
/// "12 %", "< 1 %".
std::string percent(double share);

} // namespace samling
