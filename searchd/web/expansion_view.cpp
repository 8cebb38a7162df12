#include "searchd/web/expansion_view.h"

#include <string_view>

#include "searchd/web/search_parameters.h"

namespace samling {
namespace {

using Why = QueryExpansion::Why;

constexpr std::size_t kShown = 6; ///< So many stand in the line; the rest can be unfolded.

struct Reason {
    Why why;
    std::string_view name, text; ///< For programs; before the word that was typed, for people.
};
constexpr Reason kReasons[] = {{Why::compound, "compound", "parts of"},
                               {Why::joined, "joined", "joined from"},
                               {Why::longer, "longer", "a compound with"},
                               {Why::alternative, "name", "another name of"},
                               {Why::narrower, "narrower", "narrower than"}};

const Reason& reason_of(Why why) {
    for (const auto& reason : kReasons)
        if (reason.why == why) return reason;
    return kReasons[0];
}

std::string address_of(const SearchRequest& request) {
    return "/search?" + query_string(request);
}

View row_of(const QueryExpansion& expansion, SearchRequest request) {
    View row;
    row["added"] = expansion.added;
    row["language"] = expansion.language;
    row["reason"] = std::string(reason_of(expansion.why).text);
    row["typed"] = expansion.typed;
    request.except.push_back(expansion.added);
    row["href"] = address_of(request);
    return row;
}

} // namespace

void write_expansions(JsonWriter& json, const SearchPage& page) {
    json.key("expansions").begin_array();
    for (const auto& expansion : page.expansions)
        json.begin_object().member("added", expansion.added).member("for", expansion.typed).member("why", reason_of(expansion.why).name)
            .member("language", expansion.language).member("weight", expansion.weight).end_object();
    json.end_array();
}

void fill_expansions(View& view, const SearchRequest& asked, const SearchPage& page) {
    auto request = asked;
    request.offset = 0;
    ViewList first, rest;
    for (const auto& expansion : page.expansions)
        (first.size() < kShown ? first : rest).push_back(row_of(expansion, request));
    const bool off = request.decompound == Switch::off || request.expand == Switch::off || !request.except.empty();
    view["expanded"] = flag(!first.empty());
    view["unexpanded"] = flag(off && !request.query.empty());
    view["more_expansions"] = std::to_string(rest.size());
    view["has_more_expansions"] = flag(!rest.empty());
    view["expansions"] = View(first);
    view["other_expansions"] = View(rest);
    request.except.clear();
    request.decompound = request.expand = Switch::on;
    view["expand_href"] = address_of(request);
    request.decompound = request.expand = Switch::off;
    view["only_typed_href"] = address_of(request);
}

} // namespace samling
