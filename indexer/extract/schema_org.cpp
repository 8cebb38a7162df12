#include "indexer/extract/schema_org.h"

#include <algorithm>
#include <array>
#include <optional>

#include <simdjson.h>

#include "indexer/extract/html_content.h"
#include "indexer/extract/input.h"

namespace samling {
namespace {

using simdjson::dom::element;

constexpr std::size_t kScriptBytes = 1u << 20;
constexpr std::size_t kNesting = 32;
constexpr std::size_t kStatements = 500;

struct Property {
    std::string_view name, field;
};
constexpr std::array kProperties = {
    Property{"headline", "title"},        Property{"name", "title"},
    Property{"alternativeHeadline", "subtitle"}, Property{"abstract", "abstract"},
    Property{"description", "description"}, Property{"author", "creator"},
    Property{"creator", "creator"},       Property{"publisher", "publisher"},
    Property{"sourceOrganization", "publisher"}, Property{"datePublished", "date"},
    Property{"dateCreated", "date"},      Property{"inLanguage", "language"},
    Property{"keywords", "keywords"},     Property{"about", "keywords"},
    Property{"license", "licence"},       Property{"copyrightNotice", "rights"},
    Property{"identifier", "identifier"}, Property{"isbn", "isbn"},
    Property{"url", "url"}};

constexpr std::array<std::string_view, 13> kWorks = {"Article", "Report", "WebPage", "Book", "Chapter", "Dataset", "Posting",
                                                     "CreativeWork", "DigitalDocument", "Legislation", "Thesis", "Publication", "AboutPage"};

/// "https://schema.org/ScholarlyArticle" is a kind of Article.
bool is_work(std::string_view type) {
    return std::any_of(kWorks.begin(), kWorks.end(), [&](auto work) { return type.ends_with(work); });
}

std::string_view field_of(std::string_view property) {
    const auto row = std::find_if(kProperties.begin(), kProperties.end(), [&](const Property& candidate) { return candidate.name == property; });
    return row == kProperties.end() ? std::string_view() : row->field;
}

class JsonLd {
public:
    WorkStatements statements;

    /// Looks for the first work, at the top, in lists and in "@graph".
    bool visit(element node, std::size_t depth) {
        if (depth > kNesting) return false;
        if (node.is_array()) {
            for (const auto item : node.get_array())
                if (visit(item, depth + 1)) return true;
            return false;
        }
        if (!node.is_object()) return false;
        if (has_work_type(node)) {
            take(node);
            return true;
        }
        for (const auto key : {"@graph", "mainEntity"}) {
            element inner;
            if (node[key].get(inner) == simdjson::SUCCESS && visit(inner, depth + 1)) return true;
        }
        return false;
    }

private:
    static bool has_work_type(element node) {
        element type;
        if (node["@type"].get(type) != simdjson::SUCCESS) return false;
        std::string_view name;
        if (type.get(name) == simdjson::SUCCESS) return is_work(name);
        if (!type.is_array()) return false;
        for (const auto item : type.get_array())
            if (item.get(name) == simdjson::SUCCESS && is_work(name)) return true;
        return false;
    }
    /// In the order of the table: a headline beats a name.
    void take(element work) {
        for (const auto& property : kProperties) {
            element value;
            if (work[property.name].get(value) == simdjson::SUCCESS) add(property.field, value, 0);
        }
    }
    void add(std::string_view field, element value, std::size_t depth) {
        std::string_view text;
        if (statements.size() >= kStatements || depth > kNesting) return;
        if (value.get(text) == simdjson::SUCCESS) {
            statements.emplace_back(field, text);
        } else if (value.is_array()) {
            for (const auto item : value.get_array())
                add(field, item, depth + 1);
        } else if (value.is_object()) {
            for (const auto key : {"name", "@value", "value", "alternateName", "url", "@id"}) {
                element inner;
                if (value[key].get(inner) != simdjson::SUCCESS) continue;
                return add(field, inner, depth + 1);
            }
        }
    }
};

class Microdata {
public:
    WorkStatements statements;

    void visit(const GumboNode* node, bool in_work) {
        if (node->type != GUMBO_NODE_ELEMENT) return;
        const bool scope = gumbo_get_attribute(&node->v.element.attributes, "itemscope") != nullptr;
        const auto field = field_of(html_attribute(node, "itemprop"));
        if (in_work && !field.empty() && statements.size() < kStatements)
            statements.emplace_back(field, scope ? name_of(node) : value_of(node));
        if (scope) in_work = is_work(html_attribute(node, "itemtype"));
        for_children(node, [&](const GumboNode* child) { visit(child, in_work); });
    }

private:
    template <typename Visit>
    static void for_children(const GumboNode* node, const Visit& visit) {
        const auto& children = node->v.element.children;
        for (unsigned i = 0; i < children.length; ++i)
            visit(static_cast<const GumboNode*>(children.data[i]));
    }
    static std::string text_of(const GumboNode* node) {
        if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) return node->v.text.text;
        std::string text;
        if (node->type == GUMBO_NODE_ELEMENT)
            for_children(node, [&](const GumboNode* child) {
                if (text.size() < Limits::kMetadataBytes) text += text_of(child);
            });
        return text;
    }
    static std::string value_of(const GumboNode* node) {
        for (const char* attribute : {"content", "datetime", "href", "src"})
            if (const auto value = html_attribute(node, attribute); !value.empty()) {
                // A link around a name is the name's address: words are what is wanted, but for the work's own.
                const auto field = field_of(html_attribute(node, "itemprop"));
                const bool is_link = std::string_view(attribute) == "href" && field != "url" && field != "licence";
                if (!is_link || text_of(node).empty()) return std::string(value);
            }
        return text_of(node);
    }
    /// The name of the person or organisation that is the value.
    static std::string name_of(const GumboNode* item) {
        std::optional<std::string> name;
        const auto search = [&](const auto& self, const GumboNode* node) -> void {
            if (name || node->type != GUMBO_NODE_ELEMENT) return;
            if (html_attribute(node, "itemprop") == "name") {
                name = value_of(node);
                return;
            }
            for_children(node, [&](const GumboNode* child) { self(self, child); });
        };
        for_children(item, [&](const GumboNode* child) { search(search, child); });
        return name.value_or(text_of(item));
    }
};

} // namespace

WorkStatements read_json_ld(std::string_view json) {
    if (json.size() > kScriptBytes) return {};
    simdjson::dom::parser parser(kScriptBytes);
    element root;
    JsonLd reader;
    if (parser.allocate(kScriptBytes, kNesting * 4) != simdjson::SUCCESS) return {};
    if (parser.parse(json.data(), json.size()).get(root) == simdjson::SUCCESS) reader.visit(root, 0);
    return std::move(reader.statements);
}

WorkStatements read_microdata(const GumboNode* root) {
    Microdata reader;
    reader.visit(root, false);
    return std::move(reader.statements);
}

} // namespace samling
