#include "searchd/web/crosstab_parameters.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "schema/nearest_name.h"

namespace samling {
namespace {

using Show = AxisRequest::Show;
constexpr std::array<std::pair<std::string_view, Show>, 3> kShows = {
    {{"top", Show::top}, {"groups", Show::groups}, {"all", Show::all}}};
constexpr std::string_view kYear = "year";
constexpr int kStaleYears = 3;
constexpr std::size_t kMostOpened = 200;

class CrosstabReader {
public:
    explicit CrosstabReader(ParsedCrosstab& result) : result_(result) {}

    using Read = void (CrosstabReader::*)(const std::string& value);
    struct Row {
        std::string_view name;
        Read read;
    };
    /// False when it is no parameter of a table.
    bool read(std::string_view name, const std::string& value) {
        for (const auto& row : table())
            if (row.name == name) {
                (this->*row.read)(value);
                return true;
            }
        return false;
    }

private:
    static constexpr std::size_t kRowCount = 7;
    static const std::array<Row, kRowCount>& table() {
        static constexpr std::array<Row, kRowCount> kRows = {{{"rows", &CrosstabReader::read_rows},
                                                             {"columns", &CrosstabReader::read_columns},
                                                             {"row_open", &CrosstabReader::read_row_open},
                                                             {"column_open", &CrosstabReader::read_column_open},
                                                             {"row_show", &CrosstabReader::read_row_show},
                                                             {"column_show", &CrosstabReader::read_column_show},
                                                             {"stale_years", &CrosstabReader::read_stale_years}}};
        return kRows;
    }

    void fail(std::string_view parameter, std::string detail) {
        result_.mistakes.push_back({std::string(parameter), std::move(detail)});
    }

    void read_axis(std::string_view parameter, const std::string& value, AxisRequest& axis) {
        if (value.empty()) return;
        axis.field = tag_field(value);
        if (axis.field || value == kYear) return;
        std::vector<std::string_view> names;
        std::string all;
        for (const auto& row : kTagFields) names.push_back(row.name);
        names.push_back(kYear);
        for (const auto name : names) all += (all.empty() ? "" : ", ") + std::string(name);
        const auto nearest = nearest_name(value, names);
        fail(parameter, "there is no facet '" + value.substr(0, 100) + "'; " +
                            (nearest.empty() ? "there are " + all : "did you mean " + std::string(nearest) + "?"));
    }
    void read_rows(const std::string& value) { read_axis("rows", value, result_.request.rows); }
    void read_columns(const std::string& value) { read_axis("columns", value, result_.request.columns); }

    void read_open(std::string_view parameter, const std::string& value, AxisRequest& axis) {
        if (value.empty()) return;
        if (axis.opened.size() >= kMostOpened) return fail(parameter, "at most 200 values can be opened");
        axis.opened.push_back(value);
    }
    void read_row_open(const std::string& value) { read_open("row_open", value, result_.request.rows); }
    void read_column_open(const std::string& value) { read_open("column_open", value, result_.request.columns); }

    void read_show(std::string_view parameter, const std::string& value, AxisRequest& axis) {
        for (const auto& [name, show] : kShows)
            if (name == value) {
                axis.show = show;
                return;
            }
        if (!value.empty()) fail(parameter, "'" + value + "' is none of top, groups, all");
    }
    void read_row_show(const std::string& value) { read_show("row_show", value, result_.request.rows); }
    void read_column_show(const std::string& value) { read_show("column_show", value, result_.request.columns); }

    void read_stale_years(const std::string& value) {
        if (value.empty()) return;
        int years = -1;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), years);
        if (error != std::errc() || end != value.data() + value.size() || years < 0 || years > 100)
            return fail("stale_years", "'" + value + "' is no number from 0 to 100");
        result_.stale_years = years;
    }

    ParsedCrosstab& result_;
};

void select(SearchRequest& request, const AxisRequest& axis, const std::string& code) {
    if (code.empty()) return;
    if (axis.field) {
        request.selected[static_cast<std::size_t>(*axis.field)] = {code};
        return;
    }
    const int year = std::stoi(code);
    request.years = YearRange{year, year};
}

} // namespace

ParsedCrosstab parse_crosstab(const Request& request, const Vocabularies& vocabularies, Caller caller, int this_year) {
    ParsedCrosstab result;
    result.stale_years = kStaleYears;
    result.request.rows = {TagField::theme, Show::top, {}};
    result.request.columns = {TagField::region, Show::top, {}};
    // First the facets, since what is shown of them by default depends on them.
    CrosstabReader reader(result);
    for (const auto& [name, value] : request.query)
        if (name == "rows" || name == "columns") reader.read(name, value);
    if (caller == Caller::program)
        for (auto* axis : {&result.request.rows, &result.request.columns})
            axis->show = axis->field == TagField::region ? Show::groups : Show::all; // countries when asked for
    Request base = request;
    base.query.clear();
    for (const auto& [name, value] : request.query) {
        if (name == "rows" || name == "columns" || reader.read(name, value)) continue;
        base.query.emplace_back(name, value);
    }
    auto parsed = parse_parameters(base, vocabularies, caller);
    result.request.base = std::move(parsed.request);
    result.mistakes.insert(result.mistakes.end(), parsed.mistakes.begin(), parsed.mistakes.end());
    result.request.stale_before = result.stale_years == 0 ? 0 : this_year - result.stale_years;
    return result;
}

std::string axis_name(const AxisRequest& axis) { return std::string(axis.field ? tag_field_name(*axis.field) : kYear); }

std::string_view show_name(AxisRequest::Show show) {
    for (const auto& [name, value] : kShows)
        if (value == show) return name;
    return "";
}

std::string crosstab_query_string(const ParsedCrosstab& table) {
    std::string text;
    const auto& [base, rows, columns, stale_before] = table.request;
    add_parameter(text, "rows", axis_name(rows));
    add_parameter(text, "columns", axis_name(columns));
    if (rows.show != Show::top) add_parameter(text, "row_show", show_name(rows.show));
    if (columns.show != Show::top) add_parameter(text, "column_show", show_name(columns.show));
    for (const auto& code : rows.opened) add_parameter(text, "row_open", code);
    for (const auto& code : columns.opened) add_parameter(text, "column_open", code);
    if (table.stale_years != kStaleYears) add_parameter(text, "stale_years", std::to_string(table.stale_years));
    const auto rest = query_string(base);
    return rest.empty() ? text : text + "&" + rest;
}

SearchRequest cell_search(const CrosstabRequest& request, const std::string& row, const std::string& column) {
    auto search = crosstab_base(request);
    search.offset = 0;
    select(search, request.rows, row);
    // Two values of one facet would combine with OR; as words of the query they are both required.
    const bool same = request.rows.field == request.columns.field && !row.empty();
    if (same && request.columns.field && !column.empty())
        search.query += (search.query.empty() ? "" : " ") + axis_name(request.columns) + ":\"" + column + "\"";
    else
        select(search, request.columns, column);
    return search;
}

} // namespace samling
