#include "indexer/table_reader.h"

#include <algorithm>
#include <simdjson.h>

#include "schema/failure.h"
#include "schema/file_text.h"
#include "schema/text.h"

namespace samling {
namespace {

using simdjson::dom::element;

constexpr std::size_t kMaxBytes = 256u << 20;

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& what) {
    throw Failure(ErrorCode::invalid_record, file.string() + ": " + what);
}

std::string scalar(const element& value) {
    if (value.is_string()) return clean_utf8(std::string_view(value));
    if (value.is_null()) return "";
    if (value.is_object() || value.is_array()) return simdjson::minify(value);
    return simdjson::to_string(value);
}

TableRow row_of(const element& object, int number) {
    TableRow row;
    row.number = number;
    for (const auto [key, value] : simdjson::dom::object(object)) {
        std::vector<std::string> values;
        if (value.is_array())
            for (const auto item : simdjson::dom::array(value))
                values.push_back(scalar(item));
        else
            values.push_back(scalar(value));
        row.cells.emplace_back(clean_utf8(key), std::move(values));
    }
    return row;
}

/// The list of objects that `root` is, or that one of its members is.
std::vector<TableRow> rows_of(const element& root, const std::filesystem::path& file) {
    if (root.is_object()) {
        for (const auto [key, value] : simdjson::dom::object(root))
            if (value.is_array()) return rows_of(value, file);
        return {row_of(root, 1)};
    }
    if (!root.is_array()) fail(file, "expected a list of objects");
    std::vector<TableRow> rows;
    int number = 0;
    for (const auto item : simdjson::dom::array(root)) {
        ++number;
        if (!item.is_object()) fail(file, "item " + std::to_string(number) + " of the list is no object");
        rows.push_back(row_of(item, number));
    }
    return rows;
}

std::vector<TableRow> read_json_lines(const std::string& text, const std::filesystem::path& file) {
    simdjson::dom::parser parser;
    std::vector<TableRow> rows;
    int number = 0;
    for (std::size_t from = 0; from < text.size();) {
        const auto end = std::min(text.find('\n', from), text.size());
        const auto line = text.substr(from, end - from);
        from = end + 1;
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        element root;
        if (const auto error = parser.parse(line).get(root); error || !root.is_object())
            fail(file, "line " + std::to_string(number) + " is no JSON object" +
                           (error ? std::string(": ") + simdjson::error_message(error) : ""));
        rows.push_back(row_of(root, number));
    }
    return rows;
}

std::vector<TableRow> read_json(const std::string& text, const std::filesystem::path& file) {
    simdjson::dom::parser parser;
    element root;
    const auto error = parser.parse(text).get(root);
    if (!error) return rows_of(root, file);
    if (text[text.find_first_not_of(" \t\r\n")] == '{') return read_json_lines(text, file);
    fail(file, std::string("it is not valid JSON: ") + simdjson::error_message(error));
}

/// The delimiter that the header has most of, outside of quotes.
char delimiter_of(const std::string& text) {
    char best = ',';
    std::ptrdiff_t most = 0;
    const auto header = text.substr(0, text.find('\n'));
    for (const char candidate : {',', ';', '\t'}) {
        const auto count = std::count(header.begin(), header.end(), candidate);
        if (count > most) best = candidate;
        most = std::max(most, count);
    }
    return best;
}

/// Records of RFC 4180; a cell in quotes may hold line ends, and doubled quotes.
std::vector<std::vector<std::string>> csv_records(const std::string& text) {
    const char delimiter = delimiter_of(text);
    std::vector<std::vector<std::string>> records;
    std::vector<std::string> record;
    std::string cell;
    const auto end_record = [&] {
        record.push_back(std::move(cell));
        cell.clear();
        records.push_back(std::move(record));
        record.clear();
    };
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted) {
            if (c != '"')
                cell += c;
            else if (at + 1 < text.size() && text[at + 1] == '"')
                cell += text[++at];
            else
                quoted = false;
        } else if (c == '"' && cell.empty()) {
            quoted = true;
        } else if (c == delimiter) {
            record.push_back(std::move(cell));
            cell.clear();
        } else if (c == '\n') {
            end_record();
        } else if (c != '\r') {
            cell += c;
        }
    }
    if (!cell.empty() || !record.empty()) end_record();
    return records;
}

std::vector<TableRow> read_csv(const std::string& text, const std::filesystem::path& file) {
    const auto records = csv_records(text);
    const auto& header = records.front();
    std::vector<TableRow> rows;
    for (std::size_t i = 1; i < records.size(); ++i) {
        const auto& record = records[i];
        if (record.size() == 1 && record.front().empty()) continue;
        if (record.size() > header.size())
            fail(file, "row " + std::to_string(i + 1) + " has " + std::to_string(record.size()) +
                           " cells, the header " + std::to_string(header.size()));
        TableRow row;
        row.number = static_cast<int>(i + 1);
        for (std::size_t column = 0; column < header.size(); ++column)
            row.cells.emplace_back(clean_utf8(header[column]),
                                   std::vector<std::string>{column < record.size() ? clean_utf8(record[column]) : ""});
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

std::vector<TableRow> read_table(const std::filesystem::path& file) {
    auto text = read_small_file(file, kMaxBytes);
    if (text.size() > kMaxBytes) fail(file, "it is longer than 256 MB");
    if (!is_valid_utf8(text)) fail(file, "it is not valid UTF-8; save it as UTF-8");
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) fail(file, "it is empty");
    return text[first] == '[' || text[first] == '{' ? read_json(text, file) : read_csv(text, file);
}

} // namespace samling
