#pragma once
// What stands in an address, as a search.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/vocabulary.h"
#include "searchd/net/http.h"
#include "searchd/search/search.h"

namespace samling {

/// What is wrong with one parameter, and what is right.
struct Mistake {
    std::string parameter;
    std::string detail;
    friend bool operator==(const Mistake&, const Mistake&) = default;
};

struct ParsedParameters {
    SearchRequest request;         ///< With what was right; the rest at its default.
    std::vector<Mistake> mistakes; ///< All of them, in the order of the address.
    std::optional<std::uint64_t> edition = {}; ///< Of the collection when the cursor was given.
};

/// Whose address it is: programs are told of unknown parameters, people's links may carry anything.
enum class Caller { program, person };

/// Reads q, the eight facets (repeated; codes, labels or notations), year, sort, voices, match, decompound, expand,
/// except (repeated), limit, cursor, page, lang. A facet
/// value that no vocabulary knows is taken as it is, since an index may hold codes of its own; it has 1 to 100 visible
/// characters. A person's form may also send year_from and year_to. Thread-safe.
ParsedParameters parse_parameters(const Request& request, const Vocabularies& vocabularies, Caller caller);

/// Puts "key=value" behind what `text`, the query part of an address, holds; the value is encoded.
void add_parameter(std::string& text, std::string_view key, std::string_view value);

/// The address's query part for `request`, without offset: "q=…&theme=…". Empty for the empty request.
std::string query_string(const SearchRequest& request);

/// The values of parameters, as they are written: "best"; "newest"; "2022", "2021..2023" or "2021..".
std::string_view match_name(Match match);
std::string_view sort_name(Sort sort);
std::string year_text(const YearRange& years);

/// An opaque mark of a place in an answer that `edition` of the collection gave. It is bound to the search it came from:
/// with another it is refused, and so is one that was changed.
std::string make_cursor(const SearchRequest& request, std::size_t offset, std::uint64_t edition);

/// What is to be said where an answer from `edition` goes on from a cursor of another; empty where there is nothing.
std::string changed_since(const ParsedParameters& parsed, std::uint64_t edition);

} // namespace samling
