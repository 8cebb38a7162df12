#include "schema/xml_element.h"

#include <libxml/parser.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "schema/text.h"

namespace samling {
namespace {

constexpr std::size_t kMaxAttributes = 64;

int line_at(std::string_view xml, std::size_t offset) {
    return 1 +
           static_cast<int>(std::count(xml.begin(), xml.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

/// The end of what starts at `begin` and closes with `closing`; the end of the text when it does not close.
std::size_t after(std::string_view xml, std::string_view closing, std::size_t begin) {
    const auto found = xml.find(closing, begin);
    return found == std::string_view::npos ? xml.size() : found + closing.size();
}

/// Reads one tag from `begin` (at '<') to its end, counting attributes before libxml2 compares each with
/// each.
std::size_t skip_tag(std::string_view xml, std::size_t begin) {
    std::size_t attributes = 0;
    for (std::size_t i = begin + 1; i < xml.size(); ++i) {
        if (xml[i] == '>') return i + 1;
        if (xml[i] == '=' && ++attributes > kMaxAttributes)
            throw XmlMistake(line_at(xml, i), "has a tag with more than 64 attributes");
        if (xml[i] != '"' && xml[i] != '\'') continue;
        i = xml.find(xml[i], i + 1);
        if (i == std::string_view::npos) break;
    }
    return xml.size();
}

void refuse_attribute_bombs(std::string_view xml) {
    for (auto i = xml.find('<'); i < xml.size(); i = xml.find('<', i)) {
        const auto rest = xml.substr(i);
        if (rest.starts_with("<!--"))
            i = after(xml, "-->", i + 4);
        else if (rest.starts_with("<![CDATA["))
            i = after(xml, "]]>", i);
        else if (rest.starts_with("<?"))
            i = after(xml, "?>", i);
        else
            i = skip_tag(xml, i);
    }
}

void refuse_bytes(std::string_view xml, const XmlLimits& limits) {
    if (xml.empty()) throw XmlMistake(1, "is empty");
    if (xml.size() > limits.bytes)
        throw XmlMistake(1, "has " + std::to_string(xml.size()) + " bytes; at most " +
                                std::to_string(limits.bytes) + " are read");
    // UTF-16 has both, so it is told apart before a NUL is blamed.
    if (xml.starts_with("\xFF\xFE") || xml.starts_with("\xFE\xFF"))
        throw XmlMistake(1, "is UTF-16; save it as UTF-8");
    if (const auto nul = xml.find('\0'); nul != std::string_view::npos)
        throw XmlMistake(line_at(xml, nul), "has a NUL byte; save it as UTF-8 text");
    if (!is_valid_utf8(xml)) throw XmlMistake(1, "is not UTF-8; save it as UTF-8");
    refuse_attribute_bombs(xml);
}

/// What the callbacks build. They run inside C code, so none of them lets an exception out.
struct Builder {
    const XmlLimits& limits;
    xmlParserCtxtPtr context = nullptr;
    std::optional<XmlElement> root;
    std::vector<XmlElement> open; ///< From the root to the element being read.
    std::size_t elements = 0;
    std::optional<XmlMistake> mistake; ///< The first.
    TakeXmlChild take = {}; ///< Of the root's children; empty: they stay in it.

    int line() const { return context->input != nullptr ? std::max(1, context->input->line) : 1; }
    void refuse(int at, const std::string& what) {
        if (!mistake) mistake.emplace(at, what);
        xmlStopParser(context);
    }
};

std::string text_of(const xmlChar* text) {
    return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

Builder& builder(void* context) {
    return *static_cast<Builder*>(static_cast<xmlParserCtxtPtr>(context)->_private);
}

std::vector<XmlAttribute> read_attributes(int count, const xmlChar** attributes) {
    std::vector<XmlAttribute> result;
    for (int i = 0; i < count;
         ++i) { // Five pointers each: name, prefix, namespace, begin and end of the value.
        const auto* row = attributes + i * 5;
        const auto* begin = reinterpret_cast<const char*>(row[3]);
        const auto* end = reinterpret_cast<const char*>(row[4]);
        result.push_back({text_of(row[2]), text_of(row[0]), std::string(begin, end)});
    }
    return result;
}

// The signature is libxml2's.
void start_element(void* context, const xmlChar* name, const xmlChar*, const xmlChar* space, int,
                   const xmlChar**, int attribute_count, int, const xmlChar** attributes) {
    auto& out = builder(context);
    if (++out.elements > out.limits.elements)
        return out.refuse(out.line(), "has more than " + std::to_string(out.limits.elements) + " elements");
    if (out.open.size() >= out.limits.depth)
        return out.refuse(out.line(),
                          "is nested deeper than " + std::to_string(out.limits.depth) + " levels");
    XmlElement element;
    element.space = text_of(space);
    element.name = text_of(name);
    element.attributes = read_attributes(attribute_count, attributes);
    element.line = out.line();
    out.open.push_back(std::move(element));
}

void end_element(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
    auto& out = builder(context);
    if (out.open.empty()) return;
    auto done = std::move(out.open.back());
    out.open.pop_back();
    if (out.open.empty())
        out.root = std::move(done);
    else if (out.open.size() == 1 && out.take)
        out.take(std::move(done));
    else
        out.open.back().children.push_back(std::move(done));
}

void characters(void* context, const xmlChar* text, int length) {
    auto& out = builder(context);
    if (!out.open.empty())
        out.open.back().text.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
}

void refuse_doctype(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
    auto& out = builder(context);
    out.refuse(out.line(), "has a document type declaration (DOCTYPE), which is not allowed; remove it");
}

void note_error(void* context, xmlErrorPtr error) {
    auto& out = builder(context);
    if (out.mistake || error->level < XML_ERR_ERROR || error->domain == XML_FROM_NAMESPACE) return;
    std::string message = text_of(reinterpret_cast<const xmlChar*>(error->message));
    while (!message.empty() && message.back() == '\n')
        message.pop_back();
    out.mistake.emplace(std::max(1, error->line), "is not well-formed XML: " + message);
}

xmlSAXHandler make_handler() {
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start_element;
    handler.endElementNs = end_element;
    handler.characters = characters;
    handler.ignorableWhitespace = characters;
    handler.cdataBlock = characters;
    handler.internalSubset = refuse_doctype;
    handler.serror = note_error;
    return handler;
}

} // namespace

const std::string* XmlElement::attribute(std::string_view name_space, std::string_view attribute_name) const {
    for (const auto& row : attributes)
        if (row.space == name_space && row.name == attribute_name) return &row.value;
    return nullptr;
}

XmlElement parse_xml(std::string_view xml, const XmlLimits& limits) {
    return parse_xml(xml, limits, {});
}

XmlElement parse_xml(std::string_view xml, const XmlLimits& limits, TakeXmlChild take) {
    refuse_bytes(xml, limits);
    xmlInitParser();
    const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> context(xmlNewParserCtxt(),
                                                                               &xmlFreeParserCtxt);
    if (!context) throw std::bad_alloc();
    Builder out{limits, context.get(), {}, {}, 0, {}, std::move(take)};
    *context->sax = make_handler();
    context->_private = &out;
    // The bytes are known to be UTF-8: a declaration that says otherwise must not make them something else.
    // NOENT, since without it libxml2 hands '&amp;' of an attribute on as "&#38;"; there are no other
    // entities, as a DOCTYPE is refused before its first declaration.
    const int options = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOENT;
    xmlDocPtr document =
        xmlCtxtReadMemory(context.get(), xml.data(), static_cast<int>(xml.size()), nullptr, nullptr, options);
    if (document != nullptr) xmlFreeDoc(document);
    if (out.mistake) throw *out.mistake;
    if (!out.root) throw XmlMistake(1, "is not well-formed XML");
    return std::move(*out.root);
}

} // namespace samling
