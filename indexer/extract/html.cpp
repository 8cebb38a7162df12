#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include <gumbo.h>

#include "indexer/extract/charset.h"
#include "indexer/extract/embedded.h"
#include "indexer/extract/formats.h"
#include "indexer/extract/html_content.h"
#include "indexer/extract/html_tree.h"
#include "indexer/extract/markup_scan.h"
#include "indexer/extract/schema_org.h"

namespace samling {
namespace {

enum class Break { none, line, paragraph };

constexpr std::array kParagraphs = {
    GUMBO_TAG_P,        GUMBO_TAG_DIV,     GUMBO_TAG_SECTION,    GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN,
    GUMBO_TAG_HEADER,   GUMBO_TAG_FOOTER,  GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_UL,      GUMBO_TAG_OL,
    GUMBO_TAG_DL,       GUMBO_TAG_TABLE,   GUMBO_TAG_PRE,        GUMBO_TAG_FIGURE,  GUMBO_TAG_FIGCAPTION,
    GUMBO_TAG_FIELDSET, GUMBO_TAG_FORM,    GUMBO_TAG_ADDRESS,    GUMBO_TAG_HR,      GUMBO_TAG_DETAILS,
    GUMBO_TAG_SUMMARY,  GUMBO_TAG_CAPTION, GUMBO_TAG_CENTER,     GUMBO_TAG_H1,      GUMBO_TAG_H2,
    GUMBO_TAG_H3,       GUMBO_TAG_H4,      GUMBO_TAG_H5,         GUMBO_TAG_H6};
constexpr std::array kLines = {GUMBO_TAG_BR, GUMBO_TAG_LI, GUMBO_TAG_TR,
                               GUMBO_TAG_DT, GUMBO_TAG_DD, GUMBO_TAG_OPTION};
constexpr std::array kCells = {GUMBO_TAG_TD, GUMBO_TAG_TH};

template <typename Table>
bool among(const Table& table, GumboTag tag) {
    return std::find(table.begin(), table.end(), tag) != table.end();
}

class HtmlText {
public:
    HtmlText(TextBuilder& builder, HtmlUse use) : builder_(builder), use_(use) {}

    void append(const GumboNode* node, Surroundings surroundings) {
        switch (node->type) {
        case GUMBO_NODE_TEXT:
        case GUMBO_NODE_CDATA:
            preformatted_ > 0 ? builder_.verbatim(node->v.text.text) : builder_.text(node->v.text.text);
            return;
        case GUMBO_NODE_WHITESPACE:
            builder_.text(" ");
            return;
        case GUMBO_NODE_ELEMENT:
            append_element(node, surroundings);
            return;
        case GUMBO_NODE_DOCUMENT:
            return append_children(node->v.document.children, surroundings);
        default:
            return;
        }
    }

private:
    void append_element(const GumboNode* node, Surroundings surroundings) {
        const auto tag = node->v.element.tag;
        if (is_beside_content(node, use_ == HtmlUse::chapter ? Surroundings::article : surroundings)) return;
        const auto gap = among(kParagraphs, tag) ? Break::paragraph
                         : among(kLines, tag)    ? Break::line
                                                 : Break::none;
        const bool heading = tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
        if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) surroundings = Surroundings::article;
        end(gap);
        if (heading) builder_.begin_heading(tag - GUMBO_TAG_H1 + 1);
        if (tag == GUMBO_TAG_PRE) ++preformatted_;
        append_children(node->v.element.children, surroundings);
        if (tag == GUMBO_TAG_IMG) builder_.text(html_attribute(node, "alt"));
        if (tag == GUMBO_TAG_PRE) --preformatted_;
        if (heading) builder_.end_heading();
        if (among(kCells, tag)) builder_.text(" ");
        end(gap);
    }
    void append_children(const GumboVector& children, Surroundings surroundings) {
        for (unsigned i = 0; i < children.length && !builder_.full(); ++i)
            append(static_cast<const GumboNode*>(children.data[i]), surroundings);
    }
    void end(Break gap) {
        if (gap == Break::paragraph) builder_.paragraph();
        if (gap == Break::line) builder_.line();
    }

    TextBuilder& builder_;
    HtmlUse use_;
    int preformatted_ = 0;
};

std::string text_of(const GumboNode* node) {
    if (node->type == GUMBO_NODE_TEXT) return node->v.text.text;
    std::string result;
    if (node->type != GUMBO_NODE_ELEMENT) return result;
    for (unsigned i = 0; i < node->v.element.children.length; ++i)
        result += text_of(static_cast<const GumboNode*>(node->v.element.children.data[i]));
    return result;
}

/// What stands in the elements of one page, by where it was said.
struct Said {
    std::vector<std::pair<std::string_view, std::string_view>> in_meta; ///< And the canonical address, the licence.
    WorkStatements in_json;
    std::string title;
};

void collect(const GumboNode* node, Said& said) {
    if (node->type != GUMBO_NODE_ELEMENT) return;
    const auto tag = node->v.element.tag;
    if (tag == GUMBO_TAG_META) {
        for (const char* key : {"name", "property"})
            if (const auto name = html_attribute(node, key); !name.empty())
                said.in_meta.emplace_back(name, html_attribute(node, "content"));
    }
    if (tag == GUMBO_TAG_LINK || tag == GUMBO_TAG_A) {
        const auto relation = html_attribute(node, "rel");
        if (relation == "canonical" || relation == "license")
            said.in_meta.emplace_back(relation, html_attribute(node, "href"));
    }
    if (tag == GUMBO_TAG_SCRIPT && html_attribute(node, "type") == "application/ld+json" && said.in_json.empty())
        said.in_json = read_json_ld(text_of(node));
    if (tag == GUMBO_TAG_SVG) return;
    if (tag == GUMBO_TAG_TITLE && said.title.empty()) said.title = text_of(node);
    for (unsigned i = 0; i < node->v.element.children.length; ++i)
        collect(static_cast<const GumboNode*>(node->v.element.children.data[i]), said);
}

void embed_all(const WorkStatements& statements, Metadata& metadata) {
    for (const auto& [name, value] : statements)
        if (EmbeddedField field; embedded_field(name, field)) embed(metadata, field, value);
}

/// What was made for machines to cite beats what was made for a browser's tab.
void read_metadata(const GumboNode* root, TextBuilder& builder) {
    Said said;
    collect(root, said);
    enum Rank { citation, dublin_core, schema_org, open_graph, other };
    const auto rank = [](std::string_view name) {
        if (name.starts_with("citation_")) return citation;
        if (name.starts_with("DC") || name.starts_with("dc")) return dublin_core;
        return name.starts_with("og:") || name.starts_with("article:") ? open_graph : other;
    };
    for (const auto wanted : {citation, dublin_core, schema_org, open_graph, other}) {
        for (const auto& [name, content] : said.in_meta)
            if (EmbeddedField field; rank(name) == wanted && embedded_field(name, field))
                embed(builder.metadata(), field, content);
        if (wanted != schema_org) continue;
        embed_all(said.in_json, builder.metadata());
        embed_all(read_microdata(root), builder.metadata());
    }
    embed(builder.metadata(), EmbeddedField::title, said.title);
    if (const auto language = html_attribute(root, "lang"); !language.empty()) {
        builder.metadata().of(TagField::language).clear();
        embed(builder.metadata(), EmbeddedField::language, language);
    }
}

std::string_view declared_charset(std::string_view bytes) {
    const auto head = bytes.substr(0, 4096);
    const std::size_t at = head.find("charset=");
    if (at == std::string_view::npos) return {};
    auto value = head.substr(at + 8);
    if (!value.empty() && (value[0] == '"' || value[0] == '\'')) value.remove_prefix(1);
    return value.substr(0, std::min(value.find_first_of("\"' />;"), value.size()));
}

} // namespace

void append_html(std::string_view html, TextBuilder& builder, HtmlUse use) {
    if (!is_tame(markup_shape(html, MarkupKind::html))) {
        builder.note("its markup is too deep or too crowded to be parsed; its tags were dropped instead");
        builder.text(strip_markup(html));
        return;
    }
    const auto destroy = [](GumboOutput* output) { gumbo_destroy_output(&kGumboDefaultOptions, output); };
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    const std::unique_ptr<GumboOutput, decltype(destroy)> tree(
        gumbo_parse_with_options(&options, html.data(), html.size()), destroy);
    if (!tree) throw std::bad_alloc();
    if (use == HtmlUse::document) read_metadata(tree->root, builder);
    const GumboNode* content = use == HtmlUse::document ? main_content(tree->root) : tree->root;
    const bool whole = content->v.element.tag == GUMBO_TAG_BODY || content == tree->root;
    HtmlText(builder, use).append(content, whole ? Surroundings::page : Surroundings::article);
}

void read_html(const Input& input, TextBuilder& builder) {
    const auto decoded =
        decode_text(beginning(input.bytes, Limits::kHtmlBytes), declared_charset(input.bytes));
    builder.encoding(decoded.encoding);
    append_html(decoded.text, builder, HtmlUse::document);
    if (input.size <= Limits::kHtmlBytes) return;
    builder.damaged("only its first " + std::to_string(Limits::kHtmlBytes >> 20) + " MB were read");
}

} // namespace samling
