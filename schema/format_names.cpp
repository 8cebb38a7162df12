#include "schema/format_names.h"

#include <array>
#include <utility>

namespace samling {
namespace {

constexpr std::array<std::pair<std::string_view, const char*>, 18> kNames = {{
    {"application/pdf", "PDF"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word document"},
    {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint slides"},
    {"application/vnd.oasis.opendocument.text", "OpenDocument text"},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel workbook"},
    {"application/vnd.oasis.opendocument.spreadsheet", "OpenDocument spreadsheet"},
    {"application/vnd.oasis.opendocument.presentation", "OpenDocument slides"},
    {"application/msword", "Word document"},
    {"application/vnd.ms-excel", "Excel workbook"},
    {"application/vnd.ms-powerpoint", "PowerPoint slides"},
    {"application/xhtml+xml", "web page"},
    {"application/xml", "XML document"},
    {"message/rfc822", "e-mail"},
    {"application/epub+zip", "EPUB book"},
    {"application/rtf", "RTF document"},
    {"text/html", "web page"},
    {"text/markdown", "Markdown"},
    {"text/plain", "plain text"},
}};

} // namespace

std::string format_name(std::string_view media_type) {
    for (const auto& [type, name] : kNames)
        if (type == media_type) return name;
    return std::string(media_type);
}

} // namespace samling
