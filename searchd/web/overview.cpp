#include "searchd/web/overview.h"

#include <algorithm>

#include "searchd/net/http.h"
#include "searchd/web/document_view.h"
#include "schema/json_writer.h"
#include "searchd/web/value_views.h"
#include "searchd/web/world_map.h"

namespace samling {
namespace {

constexpr std::size_t kShown = 12;
constexpr std::string_view kListed[] = {"coalition", "theme", "region", "type", "language", "category", "actor"};

bool is_country(std::string_view code) {
    return code.size() == 2 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::vector<CountryCount> countries(const SearchPage& all, const Vocabularies& vocabularies) {
    std::vector<CountryCount> result;
    for (const auto& region : vocabularies.of(TagField::region).concepts())
        if (is_country(region.code)) result.push_back({region.code, vocabularies.of(TagField::region).label(region.code, "en"), 0, ""});
    const auto* facet = facet_of(all, "region");
    if (!facet) return result;
    for (auto& country : result) {
        const auto found = std::find_if(facet->values.begin(), facet->values.end(), [&](const auto& v) { return v.value == country.code; });
        if (found == facet->values.end()) continue;
        country.count = found->count;
        country.href = value_url(TagField::region, country.code);
    }
    return result;
}

ViewList country_rows(std::vector<CountryCount> all) {
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.count != b.count ? a.count > b.count : a.label < b.label; });
    ViewList rows;
    for (const auto& country : all) {
        View row;
        row["label"] = country.label;
        row["count"] = std::to_string(country.count);
        if (country.count > 0) row["href"] = country.href;
        rows.push_back(row);
    }
    return rows;
}

ViewList month_rows(const Overview& overview) {
    std::int64_t sum = 0;
    ViewList rows;
    for (const auto& [month, count] : overview.size.months) {
        sum += count;
        View row;
        row["month"] = month;
        row["count"] = std::to_string(count);
        row["sum"] = std::to_string(sum);
        rows.push_back(row);
    }
    return rows;
}

} // namespace

std::string overview_json(const Overview& overview) {
    const auto& counts = overview.size;
    JsonWriter json;
    json.begin_object().member("documents", overview.all.total).member("versions", counts.versions).member("pages", counts.pages);
    json.member("words", counts.words).key("added").begin_array();
    for (const auto& [month, count] : overview.size.months) json.begin_object().member("month", month).member("count", count).end_object();
    json.end_array().key("facets").begin_array();
    for (const auto& facet : overview.all.facets) {
        json.begin_object().member("name", facet.name).member("label", facet.label).key("values").begin_array();
        for (const auto& value : facet.values)
            json.begin_object().member("value", value.value).member("label", value.label).member("count", value.count).end_object();
        json.end_array().end_object();
    }
    return json.end_array().end_object().take() + "\n";
}

View overview_view(const Overview& overview, const Vocabularies& vocabularies) {
    View view;
    ViewList totals;
    const std::pair<const char*, std::int64_t> rows[] = {{"documents", overview.all.total}, {"pages", overview.size.pages},
                                                         {"words", overview.size.words}, {"versions", overview.size.versions}};
    for (const auto& [name, count] : rows) {
        View row;
        row["name"] = name;
        row["count"] = grouped_digits(count);
        totals.push_back(row);
    }
    view["totals"] = View(totals);
    ViewList facets;
    for (const auto name : kListed)
        if (const auto* facet = facet_of(overview.all, name); facet && !facet->values.empty()) facets.push_back(bars_view(*facet, overview.all.total, kShown));
    view["facets"] = View(facets);
    const auto years = facet_of(overview.all, "year");
    view["has_years"] = flag(years && !years->values.empty());
    if (years) view["timeline"] = timeline_svg(*years);
    const auto map = countries(overview.all, vocabularies);
    view["map"] = world_map_svg(map);
    view["countries"] = View(country_rows(map));
    view["months"] = View(month_rows(overview));
    return view;
}

} // namespace samling
