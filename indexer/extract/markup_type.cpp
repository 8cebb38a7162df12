#include "indexer/extract/markup_type.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

#include "indexer/extract/xml_reader.h"
#include "schema/text_case.h"

namespace samling {
namespace {

using namespace std::string_view_literals;

/// `text` from its first character that is neither blank nor in a comment, declaration or document type.
std::string_view first_element(std::string_view text) {
    for (bool declares = false;;) { // in a document type
        while (!text.empty() && (std::isspace(static_cast<unsigned char>(text.front())) ||
                                 (declares && std::strchr("]>", text.front()))))
            text.remove_prefix(1);
        const std::string_view end = text.starts_with("<!--") ? "-->" : text.starts_with("<?") ? "?>" : "";
        const bool doctype = text.starts_with("<!") && end.empty();
        declares = declares || doctype;
        if (end.empty() && !doctype) return text;
        const std::size_t at = doctype ? text.find('>') : text.find(end);
        if (at == std::string_view::npos) return {};
        text.remove_prefix(at + (doctype ? 1 : end.size()));
    }
}

/// The name of the tag that `text` begins with, or empty.
std::string_view tag_name(std::string_view text) {
    return text.starts_with('<') ? text.substr(1, text.find_first_of(" \t\r\n/>") - 1) : ""sv;
}

class NoEvents : public XmlEvents {
    void open(const XmlTag&) override {}
    void close(const XmlTag&) override {}
    void characters(std::string_view) override {}
};

} // namespace

std::string markup_type(std::string_view head) {
    const std::string start = lower_ascii(head);
    const std::string_view element = first_element(start);
    const std::size_t begin = start.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) return {};
    const bool is_xml = start.compare(begin, 5, "<?xml") == 0;
    if (element.starts_with("<html") || element.starts_with("<head") || element.starts_with("<body"))
        return is_xml ? "application/xhtml+xml" : "text/html";
    const std::size_t doctype = start.find("<!doctype html");
    if (doctype != std::string::npos && doctype < 1000 &&
        first_element(std::string_view(start)).data() > start.data() + doctype)
        return "text/html";
    if (is_xml) return "application/xml";
    if (element.starts_with('<') && element.substr(0, 300).find(" xmlns") != std::string_view::npos)
        return "application/xml";
    constexpr std::array kElements = {"title"sv, "meta"sv,   "link"sv,   "style"sv, "div"sv,  "p"sv,          "table"sv, "h1"sv,
                                      "h2"sv,    "h3"sv,     "script"sv, "ul"sv,    "ol"sv,   "blockquote"sv, "main"sv,  "header"sv,
                                      "center"sv, "font"sv,  "span"sv,   "a"sv,     "br"sv,   "pre"sv,        "nav"sv,   "figure"sv};
    return std::find(kElements.begin(), kElements.end(), tag_name(element)) != kElements.end() ? "text/html" : "";
}

bool is_one_element(std::string_view head, std::string_view bytes) {
    const auto name = tag_name(first_element(head));
    const auto whole = bytes.substr(0, bytes.find_last_not_of(" \t\r\n") + 1);
    if (name.empty() || !whole.ends_with("</" + std::string(name) + ">")) return false;
    NoEvents events;
    return read_xml_events(bytes, events).empty();
}

} // namespace samling
