#pragma once
// Tables of text as people hand them in: CSV and JSON, as rows of named cells.

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace samling {

struct TableRow {
    int number =
        0; ///< As a person counts: the row of a sheet (the header is 1), the place in a list, the line.
    /// Column and values, in the order they stand; more than one value only from a list in JSON.
    std::vector<std::pair<std::string, std::vector<std::string>>> cells;
};

/// The rows of a CSV or JSON file, told apart by content. Text is valid UTF-8. Throws
/// Failure{unreadable_file}, and Failure{invalid_record} for what is no table, naming the place. At most 256
/// MB.
std::vector<TableRow> read_table(const std::filesystem::path& file);

} // namespace samling
