#include "searchd/web/crosstab_parameters.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "schema/nearest_name.h"
#include "schema/text.h"
#include "searchd/web/value_views.h"

namespace samling {
namespace {

using Show = AxisRequest::Show;
constexpr std::array<std::pair<std::string_view, Show>, 3> kShows = {
    {{"top", Show::top}, {"groups", Show::groups}, {"all", Show::all}}};
constexpr std::string_view kYear = "year";
/// What chooses, orders or explains single results, of which a table has none.
constexpr std::array<std::string_view, 6> kOfLists = {"sort", "limit", "cursor", "page", "explain", "voices"};
constexpr int kStaleYears = 3;
constexpr std::size_t kMostOpened = 200;

/// The names that an axis may have.
std::vector<std::string_view> axis_names() {
    std::vector<std::string_view> names;
    for (const auto& row : kTagFields) names.push_back(row.name);
    names.push_back(kYear);
    return names;
}

std::string listed(const std::vector<std::string_view>& names) {
    std::string all;
    for (const auto name : names) all += (all.empty() ? "" : ", ") + std::string(name);
    return all;
}

std::string quoted(const std::string& value) {
    constexpr std::size_t kMost = 100;
    return "'" + value.substr(0, value.size() <= kMost ? value.size() : character_boundary_before(value, kMost)) + "'";
}

class CrosstabReader {
public:
    CrosstabReader(const Vocabularies& vocabularies, Caller caller, ParsedCrosstab& result)
        : vocabularies_(vocabularies), caller_(caller), result_(result) {}

    using Read = void (CrosstabReader::*)(const std::string& value);
    enum class Often { once, repeated };
    struct Row {
        std::string_view name;
        Read read;
        Often often;
    };
    /// False when it is no parameter of a table.
    bool read(std::string_view name, const std::string& value) {
        for (const auto& row : table()) {
            if (row.name != name) continue;
            const bool again = std::find(seen_.begin(), seen_.end(), row.name) != seen_.end();
            seen_.push_back(row.name);
            if (again && row.often == Often::once) fail(name, "it is given more than once");
            else (this->*row.read)(value);
            return true;
        }
        return false;
    }

    /// True for what only a list of results has: no mistake of a person, who may come from such a list.
    bool pass_over(const std::string& name) {
        if (std::find(kOfLists.begin(), kOfLists.end(), name) == kOfLists.end()) return false;
        if (caller_ == Caller::program) fail(name, "a table is no list of results: it counts all of them");
        return true;
    }

    /// Filters of the base: elsewhere an empty one chooses nothing; here a program has most likely lost its value.
    void look_at_filter(const std::string& name, const std::string& value) {
        if (caller_ == Caller::program && value.empty() && (tag_field(name) || name == kYear))
            fail(name, "it is empty; leave it out to choose nothing");
    }

private:
    static constexpr std::size_t kRowCount = 7;
    static const std::array<Row, kRowCount>& table() {
        static constexpr std::array<Row, kRowCount> kRows = {
            {{"rows", &CrosstabReader::read_rows, Often::once},
             {"columns", &CrosstabReader::read_columns, Often::once},
             {"row_open", &CrosstabReader::read_row_open, Often::repeated},
             {"column_open", &CrosstabReader::read_column_open, Often::repeated},
             {"row_show", &CrosstabReader::read_row_show, Often::once},
             {"column_show", &CrosstabReader::read_column_show, Often::once},
             {"stale_years", &CrosstabReader::read_stale_years, Often::once}}};
        return kRows;
    }

    void fail(std::string_view parameter, std::string detail) {
        result_.mistakes.push_back({std::string(parameter), std::move(detail)});
    }

    void read_axis(std::string_view parameter, const std::string& value, AxisRequest& axis) {
        const auto field = tag_field(value);
        if (field || value == kYear) {
            axis.field = field;
            return;
        }
        const auto names = axis_names();
        const auto nearest = nearest_name(value, names);
        fail(parameter, (value.empty() ? "it is empty" : "there is no facet " + quoted(value)) + "; " +
                            (nearest.empty() ? "there are " + listed(names) : "did you mean " + std::string(nearest) + "?"));
    }
    void read_rows(const std::string& value) { read_axis("rows", value, result_.request.rows); }
    void read_columns(const std::string& value) { read_axis("columns", value, result_.request.columns); }

    /// `facet` is the parameter that says whose values are opened.
    void read_open(std::string_view facet, std::string_view parameter, const std::string& value, AxisRequest& axis) {
        if (value.empty()) return fail(parameter, "it is empty; leave it out to open nothing");
        const auto is_of_facet = [&](const Mistake& mistake) { return mistake.parameter == facet; };
        if (std::any_of(result_.mistakes.begin(), result_.mistakes.end(), is_of_facet)) return; // nobody knows whose value it is
        if (!axis.field) return fail(parameter, "a year has nothing below it to open");
        if (axis.opened.size() >= kMostOpened) return fail(parameter, "at most 200 values can be opened");
        const auto& vocabulary = vocabularies_.of(*axis.field);
        const auto* meant = vocabulary.find(value);
        if (!meant) meant = vocabulary.resolve(value);
        if (!meant) result_.unknown.push_back({std::string(parameter), *axis.field, value});
        axis.opened.push_back(meant ? meant->code : value);
    }
    void read_row_open(const std::string& value) { read_open("rows", "row_open", value, result_.request.rows); }
    void read_column_open(const std::string& value) { read_open("columns", "column_open", value, result_.request.columns); }

    void read_show(std::string_view parameter, const std::string& value, AxisRequest& axis) {
        for (const auto& [name, show] : kShows)
            if (name == value) {
                axis.show = show;
                return;
            }
        fail(parameter, quoted(value) + " is none of top, groups, all");
    }
    void read_row_show(const std::string& value) { read_show("row_show", value, result_.request.rows); }
    void read_column_show(const std::string& value) { read_show("column_show", value, result_.request.columns); }

    void read_stale_years(const std::string& value) {
        if (value.empty() && caller_ == Caller::person) return; // the form's box was emptied
        int years = -1;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), years);
        if (error != std::errc() || end != value.data() + value.size() || years < 0 || years > 100)
            return fail("stale_years", quoted(value) + " is no number from 0 to 100");
        result_.stale_years = years;
    }

    const Vocabularies& vocabularies_;
    Caller caller_;
    ParsedCrosstab& result_;
    std::vector<std::string_view> seen_;
};

/// "; did you mean Kenya?", or nothing where nothing is near.
std::string meant_by(const std::string& value, const Vocabulary& vocabulary) {
    std::vector<std::string_view> names;
    for (const auto& item : vocabulary.concepts()) {
        names.push_back(item.code);
        if (const auto label = item.labels.find("en"); label != item.labels.end()) names.push_back(label->second);
    }
    const auto nearest = nearest_name(value, names);
    return nearest.empty() ? "" : "; did you mean " + std::string(nearest) + "?";
}

bool has_value(const SearchPage& everything, const UnknownValue& unknown) {
    const auto* facet = facet_of(everything, tag_field_name(unknown.field));
    return facet && std::any_of(facet->values.begin(), facet->values.end(),
                                [&](const FacetValue& value) { return value.value == unknown.value && value.count > 0; });
}

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
    CrosstabReader reader(vocabularies, caller, result);
    for (const auto& [name, value] : request.query)
        if (name == "rows" || name == "columns") reader.read(name, value);
    if (caller == Caller::program)
        for (auto* axis : {&result.request.rows, &result.request.columns})
            axis->show = axis->field == TagField::region ? Show::groups : Show::all; // countries when asked for
    Request base = request;
    base.query.clear();
    for (const auto& [name, value] : request.query) {
        if (name == "rows" || name == "columns" || reader.read(name, value) || reader.pass_over(name)) continue;
        reader.look_at_filter(name, value);
        base.query.emplace_back(name, value);
    }
    auto parsed = parse_parameters(base, vocabularies, caller);
    result.request.base = std::move(parsed.request);
    for (const auto& [field, name] : kTagFields)
        for (const auto& code : result.request.base.selected[static_cast<std::size_t>(field)])
            if (!vocabularies.of(field).find(code)) result.unknown.push_back({std::string(name), field, code});
    result.mistakes.insert(result.mistakes.end(), parsed.mistakes.begin(), parsed.mistakes.end());
    result.request.stale_before = result.stale_years == 0 ? 0 : this_year - result.stale_years;
    return result;
}

void refuse_unknown(ParsedCrosstab& table, const SearchPage& everything, const Vocabularies& vocabularies) {
    if (everything.cut) return; // who knows what the rest has
    for (const auto& unknown : table.unknown)
        if (!has_value(everything, unknown))
            table.mistakes.push_back({unknown.parameter, "there is no " + std::string(tag_field_name(unknown.field)) + " " + quoted(unknown.value) +
                                                             meant_by(unknown.value, vocabularies.of(unknown.field))});
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
