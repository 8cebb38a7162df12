#include "searchd/web/crosstab_views.h"

#include <algorithm>
#include <array>

#include "searchd/web/document_view.h"
#include "searchd/web/facet_views.h"
#include "schema/json_writer.h"
#include "schema/text_case.h"

namespace samling {
namespace {

std::string address_of(const SearchRequest& search) { return "/search?" + query_string(search); }

void write_axis(JsonWriter& json, std::string_view name, const AxisRequest& axis, const std::vector<AxisValue>& values) {
    json.key(name).begin_array();
    for (const auto& value : values) {
        json.begin_object().member("value", value.code).member("label", value.label).member("count", value.count);
        json.member("depth", value.depth).key("broader");
        if (value.broader.empty()) json.null();
        else json.value(value.broader);
        json.member("hasNarrower", value.has_narrower).member("opened", value.opened).end_object();
    }
    json.end_array();
    json.member(std::string(name) + "Facet", axis_name(axis));
}

void write_cell(JsonWriter& json, const ParsedCrosstab& asked, const std::pair<std::string, std::string>& codes, const CrosstabCell& cell) {
    json.begin_object().member("row", codes.first).member("column", codes.second).member("count", cell.count).key("newest");
    if (cell.newest == 0) json.null();
    else json.value(cell.newest);
    json.member("coalitions", cell.coalitions).key("hole");
    if (cell.hole == Hole::none) json.null();
    else json.value(hole_name(cell.hole));
    json.member("url", address_of(cell_search(asked.request, codes.first, codes.second))).end_object();
}

template <typename Visit>
void for_each_cell(const Crosstab& table, Visit visit) {
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        for (std::size_t column = 0; column < table.columns.size(); ++column)
            visit(table.rows[row], table.columns[column], table.cell(row, column));
}

std::string label_of(const AxisRequest& axis, const std::string& code, const std::string& language, const Vocabularies& vocabularies) {
    return axis.field ? vocabularies.of(*axis.field).label(code, language) : code;
}

/// "on internet shutdowns", "in Central Asia": how a value of a facet is spoken of.
std::string phrase(const AxisRequest& axis, const std::string& label) {
    using Words = std::pair<TagField, std::string_view>;
    constexpr std::array kBefore = {Words{TagField::theme, "on "},
                                    Words{TagField::region, "in "},
                                    Words{TagField::coalition, "by "},
                                    Words{TagField::language, "written in "},
                                    Words{TagField::actor, "by actors of the type "},
                                    Words{TagField::type, "of the type "},
                                    Words{TagField::category, "of the category "},
                                    Words{TagField::commitment, "on the commitment "}};
    if (!axis.field) return "from " + label;
    const auto before = std::find_if(kBefore.begin(), kBefore.end(), [&](const Words& words) { return words.first == *axis.field; });
    return std::string(before == kBefore.end() ? "with " : before->second) + label_in_sentence(*axis.field, label);
}

ViewList hole_views(const ParsedCrosstab& asked, const Crosstab& table, const Vocabularies& vocabularies) {
    const auto& [base, rows, columns, stale] = asked.request;
    ViewList list;
    for (const auto& hole : table.holes) {
        View view;
        view["text"] = "No document " + phrase(rows, table.rows[hole.row].label) + " " + phrase(columns, table.columns[hole.column].label);
        const auto expected = static_cast<std::int64_t>(hole.expected + 0.5);
        view["expected"] = expected == 0 ? "Less than one" : "About " + std::to_string(expected);
        view["has_nearest"] = flag(hole.nearest_count > 0);
        if (hole.nearest_count > 0) {
            view["nearest"] = count_of(hole.nearest_count, "document", "documents") + " " +
                              phrase(rows, label_of(rows, hole.nearest_row, base.language, vocabularies)) + " " +
                              phrase(columns, label_of(columns, hole.nearest_column, base.language, vocabularies));
            view["href"] = address_of(cell_search(asked.request, hole.nearest_row, hole.nearest_column));
        }
        list.push_back(view);
    }
    return list;
}

/// The same table with a value folded or unfolded.
std::string toggled(ParsedCrosstab asked, AxisRequest CrosstabRequest::*axis, const AxisValue& value) {
    auto& opened = (asked.request.*axis).opened;
    if (value.opened) std::erase(opened, value.code);
    else opened.push_back(value.code);
    return "/gaps?" + crosstab_query_string(asked);
}

View axis_view(const ParsedCrosstab& asked, AxisRequest CrosstabRequest::*axis, const AxisValue& value) {
    View view;
    const bool row = axis == &CrosstabRequest::rows;
    view["label"] = value.label;
    view["count"] = std::to_string(value.count);
    view["depth"] = std::to_string(std::min(value.depth, 4));
    view["href"] = address_of(cell_search(asked.request, row ? value.code : "", row ? "" : value.code));
    // Values that are all shown at once are not folded one by one.
    view["folds"] = flag(value.has_narrower && (asked.request.*axis).show == AxisRequest::Show::top);
    view["toggle"] = toggled(asked, axis, value);
    view["opened"] = flag(value.opened);
    return view;
}

View cell_view(const ParsedCrosstab& asked, const AxisValue& row, const AxisValue& column, const CrosstabCell& cell) {
    View view;
    view["count"] = std::to_string(cell.count);
    view["hole"] = std::string(hole_name(cell.hole));
    view["href"] = address_of(cell_search(asked.request, row.code, column.code));
    std::string about = row.label + ", " + column.label + ": " + count_of(cell.count, "document", "documents");
    if (cell.newest != 0) about += ", newest " + std::to_string(cell.newest);
    if (cell.coalitions != 0) about += ", " + count_of(cell.coalitions, "coalition", "coalitions");
    view["about"] = about;
    const bool mark = cell.hole == Hole::stale || cell.hole == Hole::one_voice;
    if (mark) view["mark"] = cell.hole == Hole::stale ? std::to_string(cell.newest) : "1 voice";
    return view;
}

ViewList facet_choices(const AxisRequest& axis) {
    ViewList list;
    const auto add = [&](const std::string& name) {
        View view;
        view["name"] = name;
        view["label"] = facet_label(name);
        view["selected"] = flag(axis_name(axis) == name);
        list.push_back(view);
    };
    for (const auto& row : kTagFields) add(std::string(row.name));
    add("year");
    return list;
}

} // namespace

std::string crosstab_json(const ParsedCrosstab& asked, const Crosstab& table) {
    JsonWriter json;
    json.begin_object().member("total", table.total);
    if (table.cut) json.member("cut", true);
    write_axis(json, "rows", asked.request.rows, table.rows);
    write_axis(json, "columns", asked.request.columns, table.columns);
    json.key("cells").begin_array();
    for_each_cell(table, [&](const auto& row, const auto& column, const auto& cell) { write_cell(json, asked, {row.code, column.code}, cell); });
    json.end_array().key("holes").begin_array();
    for (const auto& hole : table.holes) {
        json.begin_object().member("row", table.rows[hole.row].code).member("column", table.columns[hole.column].code);
        json.member("expected", hole.expected).key("nearest");
        if (hole.nearest_count == 0) json.null();
        else json.begin_object().member("row", hole.nearest_row).member("column", hole.nearest_column).member("count", hole.nearest_count).end_object();
        json.end_object();
    }
    return json.end_array().member("staleYears", asked.stale_years).end_object().take() + "\n";
}

std::string csv_field(std::string text) {
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) text.insert(0, "'");
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string crosstab_csv(const ParsedCrosstab& asked, const Crosstab& table) {
    const auto rows = axis_name(asked.request.rows), columns = axis_name(asked.request.columns);
    std::string text = rows + "," + rows + "_label," + columns + (rows == columns ? "_2," : ",") + columns +
                       (rows == columns ? "_2_label" : "_label") + ",count,newest,coalitions,hole\r\n";
    for_each_cell(table, [&](const AxisValue& row, const AxisValue& column, const CrosstabCell& cell) {
        const auto newest = cell.newest == 0 ? std::string() : std::to_string(cell.newest);
        const std::string fields[] = {row.code, row.label, column.code, column.label, std::to_string(cell.count), newest,
                                      std::to_string(cell.coalitions), std::string(hole_name(cell.hole))};
        for (const auto& field : fields) (text += csv_field(field)) += &field == std::end(fields) - 1 ? "\r\n" : ",";
    });
    return text;
}

View crosstab_view(const ParsedCrosstab& asked, const Crosstab& table, const Vocabularies& vocabularies) {
    View view;
    view["total_text"] = count_of(table.total, "document", "documents") + (table.cut ? " found before the search took too long and was cut off" : "");
    view["query"] = asked.request.base.query;
    view["stale_years"] = std::to_string(asked.stale_years);
    view["stale_text"] = count_of(asked.stale_years, "year", "years");
    view["row_name"] = inside_sentence(facet_label(axis_name(asked.request.rows)));
    view["column_name"] = inside_sentence(facet_label(axis_name(asked.request.columns)));
    view["row_facets"] = View(facet_choices(asked.request.rows));
    view["column_facets"] = View(facet_choices(asked.request.columns));
    view["csv"] = "/gaps.csv?" + crosstab_query_string(asked);
    view["json"] = "/api/v1/crosstab?" + crosstab_query_string(asked);
    ViewList rows, columns;
    for (const auto& value : table.columns) columns.push_back(axis_view(asked, &CrosstabRequest::columns, value));
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        auto line = axis_view(asked, &CrosstabRequest::rows, table.rows[row]);
        ViewList cells;
        for (std::size_t column = 0; column < table.columns.size(); ++column)
            cells.push_back(cell_view(asked, table.rows[row], table.columns[column], table.cell(row, column)));
        line["cells"] = View(cells);
        rows.push_back(line);
    }
    view["columns"] = View(columns);
    view["rows"] = View(rows);
    const auto holes = hole_views(asked, table, vocabularies);
    view["has_holes"] = flag(!holes.empty());
    view["holes"] = View(holes);
    return view;
}

} // namespace samling
