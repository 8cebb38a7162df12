#include "searchd/web/expansion_view.h"

#include <algorithm>
#include <string_view>

#include "searchd/web/search_parameters.h"

namespace samling {
namespace {

using Why = QueryExpansion::Why;

constexpr std::size_t kShown = 6; ///< So many stand in the line; the rest can be unfolded.

struct Reason {
    Why why;
    std::string_view name, text; ///< For programs; before the word that was typed and what was added, for people.
};
constexpr Reason kReasons[] = {{Why::compound, "compound", "parts of"},
                               {Why::joined, "joined", "joined from"},
                               {Why::longer, "longer", "compounds with"},
                               {Why::alternative, "name", "other names of"},
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
    request.except.push_back(expansion.added);
    row["href"] = address_of(request);
    return row;
}

/// Rows of those from `begin` on, of which the first of each kind says for what they stand.
ViewList rows_of(const std::vector<QueryExpansion>& all, std::size_t begin, std::size_t end, const SearchRequest& request) {
    ViewList rows;
    for (auto i = begin; i < end; ++i) {
        auto row = row_of(all[i], request);
        const bool same = i > begin && all[i].why == all[i - 1].why && all[i].typed == all[i - 1].typed;
        row["introduced"] = flag(!same);
        row["reason"] = std::string(reason_of(all[i].why).text);
        row["typed"] = all[i].typed;
        rows.push_back(std::move(row));
    }
    return rows;
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
    const auto& all = page.expansions;
    const auto shown = std::min(all.size(), kShown);
    const auto first = rows_of(all, 0, shown, request), rest = rows_of(all, shown, all.size(), request);
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
