#pragma once
// Facets as Xapian's match spies count them, each over the documents that pass the selections of all others: what
// counting over columns is held against. And selections at random.

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "schema/index_codec.h"
#include "searchd/search/columns.h"
#include "searchd/search/evaluator.h"
#include "searchd/search/translator.h"
#include "searchd/search/xapian_matcher.h"

namespace samling::test {

using Counts = std::map<std::string, std::int64_t>; ///< By code or year; without those that have none.

/// What a request with a plan finds, by TagField and then the year.
struct CountedFacets {
    std::vector<std::uint32_t> passing;
    std::array<Counts, kTagFieldCount + 1> counts;
};

inline bool is_selected(const SearchRequest& request, std::size_t facet) {
    return facet == Selection::kYear ? request.years.has_value() : !request.selected[facet].empty();
}

/// `query` under what is selected in every facet but `except`: by terms, where the columns read slots.
inline Xapian::Query filtered(Xapian::Query query, const SearchRequest& request, std::size_t except = Selection::kNone) {
    for (std::size_t facet = 0; facet <= kTagFieldCount; ++facet) {
        if (facet == except || !is_selected(request, facet)) continue;
        Plan filter;
        if (facet == Selection::kYear) {
            filter.kind = Plan::Kind::years;
            filter.years = *request.years;
        } else {
            for (const auto& code : request.selected[facet])
                filter.terms.push_back(make_term(facet_field(kTagFields[facet].field).prefix, code));
            filter = Plan::word(filter.terms);
        }
        query = Xapian::Query(Xapian::Query::OP_FILTER, query, translate(filter));
    }
    return query;
}

/// Adds what the spies of `facets` see among the documents that `query` finds.
inline void spy_on(const Xapian::Database& database, const Xapian::Query& query, const std::vector<std::size_t>& facets,
                   CountedFacets& counted) {
    if (query.empty()) return;
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    std::vector<std::unique_ptr<Xapian::ValueCountMatchSpy>> spies;
    for (const auto facet : facets) {
        const auto slot = facet == Selection::kYear ? kDateSlot : *facet_field(kTagFields[facet].field).slot;
        spies.push_back(std::make_unique<Xapian::ValueCountMatchSpy>(slot));
        enquire.add_matchspy(spies.back().get());
    }
    enquire.get_mset(0, 0, database.get_doccount());
    for (std::size_t i = 0; i < facets.size(); ++i)
        for (auto value = spies[i]->values_begin(); value != spies[i]->values_end(); ++value) {
            const auto codes = facets[i] == Selection::kYear ? std::vector{(*value).substr(0, 4)} : decode_codes(*value);
            for (const auto& code : codes) counted.counts[facets[i]][code] += value.get_termfreq();
        }
}

inline CountedFacets counted_by_spies(const IndexView& view, const Plan& plan, const SearchRequest& request) {
    CountedFacets counted;
    const auto query = translate(plan);
    std::vector<std::size_t> unselected;
    for (std::size_t facet = 0; facet <= kTagFieldCount; ++facet)
        if (is_selected(request, facet))
            spy_on(view.database, filtered(query, request, facet), {facet}, counted);
        else
            unselected.push_back(facet);
    spy_on(view.database, filtered(query, request), unselected, counted);
    counted.passing = XapianMatcher(view.database, filtered(query, request), {}).match();
    return counted;
}

inline CountedFacets counted_by_columns(const IndexView& view, const Plan& plan, const SearchRequest& request) {
    const Deadline never(std::chrono::nanoseconds(0));
    Evaluator evaluator(view, never);
    const auto& columns = view.snapshot->columns;
    auto found = count_facets(columns, Selection(columns, request), evaluator.match(plan));
    CountedFacets counted;
    counted.passing = std::move(found.passing);
    for (std::size_t facet = 0; facet < kTagFieldCount; ++facet)
        for (std::size_t code = 0; code < found.by_code[facet].size(); ++code)
            if (const auto count = found.by_code[facet][code]; count != 0)
                counted.counts[facet][columns.facets[facet].codes[code]] = count;
    for (std::size_t at = 0; at < found.by_year.size(); ++at)
        if (const auto count = found.by_year[at]; count != 0)
            counted.counts[Selection::kYear][std::to_string(columns.known_years[at])] = count;
    return counted;
}

/// What differs between columns and spies, or nothing.
inline std::string facet_difference(const IndexView& view, const Plan& plan, const SearchRequest& request) {
    const auto ours = counted_by_columns(view, plan, request), theirs = counted_by_spies(view, plan, request);
    if (ours.passing != theirs.passing)
        return std::to_string(ours.passing.size()) + " documents instead of " + std::to_string(theirs.passing.size());
    for (std::size_t facet = 0; facet <= kTagFieldCount; ++facet) {
        const auto name = facet == Selection::kYear ? "year" : std::string(kTagFields[facet].name);
        for (const auto& [code, count] : theirs.counts[facet]) {
            const auto found = ours.counts[facet].find(code);
            const auto counted = found == ours.counts[facet].end() ? 0 : found->second;
            if (counted != count) return name + ":" + code + " counts " + std::to_string(counted) + " instead of " + std::to_string(count);
        }
        if (ours.counts[facet].size() != theirs.counts[facet].size()) return name + " counts what is not there";
    }
    return "";
}

/// Values of one to four facets, of those that occur, broad and narrow ones together; now and then one that does not.
class RandomSelections {
public:
    /// Keeps a reference.
    explicit RandomSelections(const Columns& columns) : columns_(columns) {}

    SearchRequest next() {
        SearchRequest request;
        for (auto facets = 1 + below(4); facets > 0; --facets) {
            const auto facet = below(kTagFieldCount + 1);
            if (facet == Selection::kYear)
                request.years = years();
            else
                for (auto values = 1 + below(3); values > 0; --values) request.selected[facet].push_back(value(facet));
        }
        return request;
    }
    std::size_t below(std::size_t limit) { return random_() % limit; }

private:
    std::string value(std::size_t facet) {
        const auto& codes = columns_.facets[facet].codes;
        return codes.empty() || below(20) == 0 ? "nowhere" : codes[below(codes.size())];
    }

    /// Spans that are open at either end, and single years.
    YearRange years() {
        const auto& known = columns_.known_years;
        const int a = known[below(known.size())], b = known[below(known.size())];
        return a == 0 && b == 0 ? YearRange{2000, 2000} : b == 0 || a <= b ? YearRange{a, b} : YearRange{b, a};
    }

    const Columns& columns_;
    std::mt19937 random_{41};
};

/// A selection in one line, for what a failing test says.
inline std::string describe_selection(const SearchRequest& request) {
    std::string text;
    for (std::size_t facet = 0; facet < kTagFieldCount; ++facet)
        for (const auto& code : request.selected[facet]) text += std::string(kTagFields[facet].name) + ":" + code + " ";
    return request.years ? text + std::to_string(request.years->from) + ".." + std::to_string(request.years->to) : text;
}

} // namespace samling::test
