#include "searchd/web/html.h"

namespace samling {

std::string escape_html(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) {
        if (c == '&') escaped += "&amp;";
        else if (c == '<') escaped += "&lt;";
        else if (c == '>') escaped += "&gt;";
        else if (c == '"') escaped += "&quot;";
        else if (c == '\'') escaped += "&#39;";
        else escaped += c;
    }
    return escaped;
}

std::string snippet_html(const Snippet& snippet) {
    std::string html;
    for (const auto& part : snippet) {
        if (part.marked) html += "<mark>";
        html += escape_html(part.text);
        if (part.marked) html += "</mark>";
    }
    return html;
}

} // namespace samling
