#pragma once
// What stands in the address of a gap map, as a request.

#include <string>
#include <string_view>
#include <vector>

#include "schema/vocabulary.h"
#include "searchd/net/http.h"
#include "searchd/search/crosstab.h"
#include "searchd/web/search_parameters.h"

namespace samling {

struct ParsedCrosstab {
    CrosstabRequest request;
    int stale_years = 0; ///< As asked: a cell without anything newer than so many years is stale.
    std::vector<Mistake> mistakes;
};

/// Reads rows and columns (a facet's name or "year"; theme and region when not said), row_open and column_open (repeated
/// codes), row_show and column_show (top, groups, all), stale_years (0 to 100; 3 when not said), and whatever
/// parse_parameters reads for the base. A program that says nothing is
/// shown everything but countries, a person the broadest values.
/// `this_year` is what years are counted back from.
ParsedCrosstab parse_crosstab(const Request& request, const Vocabularies& vocabularies, Caller caller, int this_year);

/// The public name of what an axis shows: of the facet, or "year".
std::string axis_name(const AxisRequest& axis);
std::string_view show_name(AxisRequest::Show show);

/// The address's query part for this table: "rows=theme&columns=region&…".
std::string crosstab_query_string(const ParsedCrosstab& table);

/// The search behind a cell, or behind a row or column alone where the other is empty: its total is the cell's count.
SearchRequest cell_search(const CrosstabRequest& request, const std::string& row, const std::string& column);

} // namespace samling
