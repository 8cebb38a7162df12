#pragma once
// Small files of the formats that are read, made in memory.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samling::test {

using ZipEntries = std::vector<std::pair<std::string, std::string>>;

/// A ZIP file with these entries, not compressed.
std::string zip_file(const ZipEntries& entries);

/// Word: `body` is what stands in w:body.
std::string docx_file(std::string_view body);
std::string odt_file(std::string_view office_text);
std::string ods_file(std::string_view office_spreadsheet);
/// A sheet for each name and XML of rows; style 1 shows dates.
std::string xlsx_file(const ZipEntries& sheets, const std::vector<std::string>& shared_strings);
/// A slide for each XML of shapes.
std::string pptx_file(const std::vector<std::string>& slides);
/// A chapter for each XHTML body.
std::string epub_file(const std::vector<std::string>& chapters);
/// A page for each list of lines; Title and Author in the Info dictionary, pages labelled i, ii, then 1...
std::string pdf_file(const std::vector<std::vector<std::string>>& pages);

/// A file that is open for reading and has no name.
class OpenFile {
public:
    explicit OpenFile(std::string_view content);
    ~OpenFile();
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

} // namespace samling::test
