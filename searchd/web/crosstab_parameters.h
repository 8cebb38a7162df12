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

/// A value that no vocabulary has.
struct UnknownValue {
    std::string parameter;
    TagField field;
    std::string value;
};

struct ParsedCrosstab {
    CrosstabRequest request;
    int stale_years = 0; ///< As asked: a cell without anything newer than so many years is stale.
    std::vector<Mistake> mistakes;
    std::vector<UnknownValue> unknown; ///< Opened or chosen: mistakes, unless documents have codes of their own; see refuse_unknown.
};

/// Reads rows and columns (a facet's name or "year"; theme and region when not said), row_open and column_open (repeated
/// codes, labels or notations), row_show and column_show (top, groups, all), stale_years (0 to 100; 3 when not said), and
/// whatever parse_parameters reads for the base. What is empty is a mistake, but for the boxes of a person's form. A program
/// that says nothing is shown everything but countries, a person the broadest values.
/// `this_year` is what years are counted back from.
ParsedCrosstab parse_crosstab(const Request& request, const Vocabularies& vocabularies, Caller caller, int this_year);

/// Makes a mistake of each unknown value that no document has either: `everything` is the search for all documents, with
/// facets.
void refuse_unknown(ParsedCrosstab& table, const SearchPage& everything, const Vocabularies& vocabularies);

/// The public name of what an axis shows: of the facet, or "year".
std::string axis_name(const AxisRequest& axis);
std::string_view show_name(AxisRequest::Show show);

/// The address's query part for this table: "rows=theme&columns=region&…".
std::string crosstab_query_string(const ParsedCrosstab& table);

/// The search behind a cell, or behind a row or column alone where the other is empty: its total is the cell's count.
SearchRequest cell_search(const CrosstabRequest& request, const std::string& row, const std::string& column);

} // namespace samling
