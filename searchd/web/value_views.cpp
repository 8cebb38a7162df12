#include "searchd/web/value_views.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "searchd/net/http.h"
#include "searchd/web/document_view.h"
#include "searchd/web/html.h"

namespace samling {
namespace {

/// Facets whose values have pages of their own.
constexpr std::array<std::pair<TagField, std::string_view>, 3> kPages = {
    {{TagField::coalition, "/coalitions/"}, {TagField::theme, "/themes/"}, {TagField::region, "/regions/"}}};
constexpr int kMostYears = 60;

std::string svg_bar(int x, int height, const std::string& about) {
    constexpr int kWidth = 9, kBase = 80;
    return "<g class=\"bar\"><title>" + about + "</title><rect class=\"hit-area\" x=\"" + std::to_string(x) + "\" y=\"0\" width=\"" +
           std::to_string(kWidth + 3) + "\" height=\"" + std::to_string(kBase) + "\"/><rect x=\"" + std::to_string(x) + "\" y=\"" +
           std::to_string(kBase - height) + "\" width=\"" + std::to_string(kWidth) + "\" height=\"" + std::to_string(height) + "\"/></g>";
}

} // namespace

const Facet* facet_of(const SearchPage& page, std::string_view name) {
    const auto found = std::find_if(page.facets.begin(), page.facets.end(), [&](const auto& facet) { return facet.name == name; });
    return found == page.facets.end() ? nullptr : &*found;
}

std::string value_search_url(TagField field, const std::string& code) {
    return "/search?" + std::string(tag_field_name(field)) + "=" + percent_encode(code);
}

std::string value_url(TagField field, const std::string& code) {
    for (const auto& [paged, path] : kPages)
        if (paged == field) return std::string(path) + percent_encode(code);
    return value_search_url(field, code);
}

std::string value_query(TagField field, const std::string& code) {
    return std::string(tag_field_name(field)) + ":\"" + code + "\"";
}

View bars_view(const Facet& facet, std::int64_t total, std::size_t most) {
    View view;
    view["name"] = facet.name;
    view["label"] = facet.label;
    ViewList values;
    const auto field = tag_field(facet.name);
    for (const auto& value : facet.values) {
        if (values.size() == most) break;
        if (value.value == "001") continue; // the world: nearly everything
        View row;
        row["label"] = value.label;
        row["count"] = grouped_digits(value.count);
        row["value"] = std::to_string(value.count);
        row["most"] = std::to_string(std::max<std::int64_t>(total, 1));
        row["share"] = percent(static_cast<double>(value.count) / static_cast<double>(std::max<std::int64_t>(total, 1)));
        row["href"] = field ? value_url(*field, value.value) : "/search?year=" + value.value;
        values.push_back(row);
    }
    view["values"] = View(values);
    view["more"] = flag(facet.values.size() > most);
    view["all"] = "/gaps?rows=" + facet.name;
    return view;
}

std::string timeline_svg(const Facet& years, const std::string& filters) {
    if (years.values.empty()) return "";
    int first = 9999, last = 0;
    std::int64_t most = 1;
    for (const auto& value : years.values) {
        const int year = std::stoi(value.value);
        first = std::min(first, year);
        last = std::max(last, year);
        most = std::max(most, value.count);
    }
    first = std::max(first, last - kMostYears + 1);
    std::string bars;
    for (int year = first; year <= last; ++year) {
        const auto found = std::find_if(years.values.begin(), years.values.end(), [&](const auto& v) { return v.value == std::to_string(year); });
        const auto count = found == years.values.end() ? 0 : found->count;
        const auto about = std::to_string(year) + ": " + count_of(count, "document", "documents");
        const int height = count == 0 ? 0 : std::max(2, static_cast<int>(80 * count / most));
        const auto bar = svg_bar((year - first) * 12, height, about);
        bars += count == 0 ? bar : "<a href=\"" + escape_html("/search?year=" + std::to_string(year) + filters) + "\" aria-label=\"" + about + "\">" + bar + "</a>";
    }
    const int width = (last - first + 1) * 12;
    return "<svg class=\"timeline\" viewBox=\"0 0 " + std::to_string(std::max(width, 240)) + " 98\" role=\"group\" aria-label=\"Documents by year\">" + bars +
           "<text x=\"0\" y=\"94\">" + std::to_string(first) + "</text>" +
           (last > first + 4 ? "<text class=\"end\" x=\"" + std::to_string(width) + "\" y=\"94\">" + std::to_string(last) + "</text>" : "") + "</svg>";
}

std::string grouped_digits(std::int64_t number) {
    auto digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3)
        digits.insert(static_cast<std::size_t>(at), "\u202f");
    return digits;
}

std::string percent(double share) {
    if (share > 0 && share < 0.01) return "< 1 %";
    return std::to_string(static_cast<int>(std::lround(share * 100))) + " %";
}

} // namespace samling
