#pragma once
// What stands in an address, as a search.

#include <string>
#include <vector>

#include "schema/vocabulary.h"
#include "searchd/net/http.h"
#include "searchd/search/search.h"

namespace samling {

struct ParsedParameters {
    SearchRequest request;             ///< With what was right; the rest at its default.
    std::vector<std::string> mistakes; ///< All of them, each naming its parameter and what is right.
};

/// Whose address it is: programs are told of unknown parameters, people's links may carry anything.
enum class Caller { program, person };

/// Reads q, the eight facets (repeated; codes, labels or notations), year, sort, match, limit, cursor, page, lang. A facet
/// value that no vocabulary knows is taken as it is, since an index may hold codes of its own. Thread-safe.
ParsedParameters parse_parameters(const Request& request, const Vocabularies& vocabularies, Caller caller);

/// The address's query part for `request`, without offset: "q=…&theme=…". Empty for the empty request.
std::string query_string(const SearchRequest& request);

/// An opaque mark of a place in an answer. It is bound to the search it came from: with another it is refused.
std::string make_cursor(const SearchRequest& request, std::size_t offset);

} // namespace samling
