#include "searchd/web/value_views.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "schema/text_case.h"
#include "searchd/net/http.h"
#include "searchd/web/document_view.h"
#include "searchd/web/html.h"

namespace samling {
namespace {

/// Facets whose values have pages of their own.
constexpr std::array<std::pair<TagField, std::string_view>, 3> kPages = {
    {{TagField::coalition, "/coalitions/"}, {TagField::theme, "/themes/"}, {TagField::region, "/regions/"}}};
constexpr int kMostYears = 60, kYearWidth = 12;
/// So many years without a document part what is before them, where that is one in so many documents or less.
constexpr int kLongGap = 10, kFewOf = 20;

std::string svg_bar(int x, int height, const std::string& about) {
    constexpr int kWidth = 9, kBase = 80;
    return "<g class=\"bar\"><title>" + about + "</title><rect class=\"hit-area\" x=\"" + std::to_string(x) + "\" y=\"0\" width=\"" +
           std::to_string(kWidth + 3) + "\" height=\"" + std::to_string(kBase) + "\"/><rect x=\"" + std::to_string(x) + "\" y=\"" +
           std::to_string(kBase - height) + "\" width=\"" + std::to_string(kWidth) + "\" height=\"" + std::to_string(height) + "\"/></g>";
}

using YearCounts = std::map<int, std::int64_t>;

YearCounts counts_by_year(const Facet& years) {
    YearCounts counts;
    for (const auto& value : years.values) counts[std::stoi(std::string(value.value))] = value.count;
    return counts;
}

/// A few documents of long before the others would squeeze those together: they are told in words.
int first_year_shown(const YearCounts& counts) {
    const int last = counts.rbegin()->first;
    std::int64_t all = 0, before = 0;
    for (const auto& [year, count] : counts) all += count;
    int first = counts.begin()->first;
    for (auto at = counts.begin(), next = std::next(at); next != counts.end(); ++at, ++next) {
        before += at->second;
        if (next->first - at->first > kLongGap && before * kFewOf <= all) first = next->first;
    }
    return counts.lower_bound(std::max(first, last - kMostYears + 1))->first;
}

std::string earlier_link(const YearCounts& counts, int first, const std::string& filters) {
    std::int64_t earlier = 0;
    for (const auto& [year, count] : counts)
        if (year < first) earlier += count;
    if (earlier == 0) return "";
    const auto from = std::to_string(counts.begin()->first), to = std::to_string(first - 1);
    return "<p class=\"meta\"><a href=\"" + escape_html("/search?year=" + from + ".." + to + filters) + "\">" +
           count_of(earlier, "document is earlier", "documents are earlier") + "</a>, from " + from + " on.</p>";
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
    view["label_inside"] = inside_sentence(facet.label);
    ViewList values;
    const auto field = tag_field(facet.name);
    for (const auto& value : facet.values) {
        if (values.size() == most) break;
        if (value.value == "001") continue; // the world: nearly everything
        View row;
        row["label"] = std::string(value.label);
        row["count"] = grouped_digits(value.count);
        row["value"] = std::to_string(value.count);
        row["most"] = std::to_string(std::max<std::int64_t>(total, 1));
        row["share"] = percent(static_cast<double>(value.count) / static_cast<double>(std::max<std::int64_t>(total, 1)));
        const std::string code(value.value);
        row["href"] = field ? value_url(*field, code) : "/search?year=" + code;
        values.push_back(row);
    }
    view["values"] = View(values);
    view["more"] = flag(facet.values.size() > most);
    view["all"] = "/gaps?rows=" + facet.name;
    return view;
}

std::string timeline_svg(const Facet& years, const std::string& filters) {
    const auto counts = counts_by_year(years);
    if (counts.empty()) return "";
    const int first = first_year_shown(counts), last = counts.rbegin()->first;
    std::int64_t most = 1;
    for (const auto& [year, count] : counts)
        if (year >= first) most = std::max(most, count);
    std::string bars;
    for (int year = first; year <= last; ++year) {
        const auto found = counts.find(year);
        const auto count = found == counts.end() ? 0 : found->second;
        const auto about = std::to_string(year) + ": " + count_of(count, "document", "documents");
        const int height = count == 0 ? 0 : std::max(2, static_cast<int>(80 * count / most));
        const auto bar = svg_bar((year - first) * kYearWidth, height, about);
        bars += count == 0 ? bar : "<a href=\"" + escape_html("/search?year=" + std::to_string(year) + filters) + "\" aria-label=\"" + about + "\">" + bar + "</a>";
    }
    const int width = (last - first + 1) * kYearWidth;
    const bool room = last > first + 4;
    return "<svg class=\"timeline\" viewBox=\"0 0 " + std::to_string(std::max(width, 240)) + " 98\" role=\"group\" aria-label=\"Documents by year\">" + bars +
           "<text x=\"0\" y=\"94\">" + std::to_string(first) + (room || last == first ? "" : "–" + std::to_string(last)) + "</text>" +
           (room ? "<text class=\"end\" x=\"" + std::to_string(width) + "\" y=\"94\">" + std::to_string(last) + "</text>" : "") + "</svg>" +
           earlier_link(counts, first, filters);
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
