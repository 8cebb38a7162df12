// Writing a record.

#include <charconv>
#include <cmath>

#include "schema/record_text.h"
#include "schema/record_xml.h"
#include "schema/text.h"

namespace samling {
namespace {

/// Markup escaped, and what an XML reader would change (carriage return; in attributes also tab and line
/// feed) as a character reference.
std::string escaped(std::string_view text, std::string_view also) {
    std::string result;
    for (const char c : text) {
        if (c == '&')
            result += "&amp;";
        else if (c == '<')
            result += "&lt;";
        else if (c == '>')
            result += "&gt;";
        else if (c == '"')
            result += "&quot;";
        else if (c == '\r' || also.find(c) != std::string_view::npos)
            result += "&#" + std::to_string(static_cast<int>(c)) + ";";
        else
            result += c;
    }
    return result;
}

/// Without U+FFFE and U+FFFF, which are UTF-8 and yet may not stand in XML.
std::string allowed(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto three = text.substr(i, 3);
        if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF")
            i += 2;
        else
            result += text[i];
    }
    return result;
}

std::string attribute(std::string_view name, std::string_view value) {
    if (value.empty()) return "";
    return " " + std::string(name) + "=\"" + escaped(allowed(clean_utf8(value)), "\t\n") + "\"";
}

/// The attribute, if any, that keeps `text` as it is, and the text; the element is left open.
std::string opened(std::string_view name, const std::string& attributes, std::string_view text) {
    const auto clean = allowed(clean_utf8(text));
    const auto* preserve = normalized(name, clean) == clean ? "" : " xml:space=\"preserve\"";
    return "  <" + std::string(name) + attributes + preserve + ">" + escaped(clean, "");
}

std::string element(std::string_view name, const std::string& attributes, std::string_view text) {
    if (text.empty()) return "";
    return opened(name, attributes, text) + "</" + std::string(name) + ">\n";
}

std::string agent(std::string_view name, const Agent& agent) {
    return element(name, attribute("country", agent.country) + attribute("actor", agent.actor), agent.name);
}

/// The shortest digits that read back as the same number.
std::string shortest(double value) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string tag(std::string_view name, const Tag& tag) {
    if (tag.origin == Origin::person) return element(name, "", tag.code);
    auto attributes = attribute("origin", origin_name(tag.origin));
    if (tag.origin == Origin::embedded) return element(name, attributes, tag.code);
    if (tag.score != 0 && std::isfinite(tag.score)) attributes += attribute("score", shortest(tag.score));
    auto result = opened(name, attributes, tag.code);
    for (const auto& evidence : tag.evidence)
        result += "<evidence page=\"" + std::to_string(evidence.page) + "\" offset=\"" +
                  std::to_string(evidence.offset) + "\" rule=\"" +
                  escaped(allowed(clean_utf8(evidence.rule)), "\t\n") + "\">" +
                  escaped(allowed(evidence.quote), "") + "</evidence>";
    return result + "</" + std::string(name) + ">\n";
}

} // namespace

std::string write_record_xml(const Metadata& metadata) {
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<record xmlns=\"" +
                      std::string(kRecordNamespace) + "\">\n";
    xml += element("id", "", metadata.id) + element("title", "", metadata.title) +
           element("subtitle", "", metadata.subtitle) + element("abstract", "", metadata.abstract);
    for (const auto& creator : metadata.creators)
        xml += agent("creator", creator);
    for (const auto& organisation : metadata.organisations)
        xml += agent("organisation", organisation);
    for (const auto& [field, name] : kTagFields)
        for (const auto& row : metadata.of(field))
            xml += tag(name, row);
    xml += element("date", "", format_date(metadata.date));
    for (const auto& identifier : metadata.identifiers)
        xml += element("identifier", attribute("scheme", identifier.scheme), identifier.value);
    xml += element("licence", "", metadata.licence) + element("rights", "", metadata.rights) +
           element("source", "", metadata.source_url);
    if (metadata.visibility != Visibility::open) xml += element("visibility", "", visibility_name(metadata.visibility));
    xml += element("embargo", "", format_date(metadata.embargo));
    return xml + "</record>\n";
}

} // namespace samling
