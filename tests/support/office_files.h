#pragma once
// Small files of Office before 2007, made in memory.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samling::test {

/// A compound file with these streams in its root; short ones are filled up with zeros to 4096 bytes.
std::string compound_file(const std::vector<std::pair<std::string, std::string>>& streams);

/// Word 97: `narrow` in one byte a character, then `wide` (ASCII, in two), each a piece.
std::string doc_file(std::string_view narrow, std::string_view wide);
/// PowerPoint 97: a slide with a title and a box for each pair.
std::string ppt_file(const std::vector<std::pair<std::string, std::string>>& slides);
/// A record of Excel's stream.
std::string biff(std::uint16_t type, std::string_view body);
/// Excel 97: the records of one sheet, called `name`, after the records of the workbook.
std::string xls_file(std::string_view name, std::string_view workbook_records, std::string_view sheet_records);

/// `value` in `width` bytes, the lowest first.
std::string little_endian_bytes(std::uint64_t value, int width);
std::string utf16_bytes(std::string_view ascii);

} // namespace samling::test
