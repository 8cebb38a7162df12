#include "indexer/extract/html_content.h"

#include <algorithm>
#include <array>
#include <vector>

namespace samling {
namespace {

bool is_element(const GumboNode* node) {
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

constexpr std::array kBeside = {GUMBO_TAG_NAV,      GUMBO_TAG_ASIDE,  GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,
                                GUMBO_TAG_NOSCRIPT, GUMBO_TAG_HEAD,   GUMBO_TAG_TEMPLATE, GUMBO_TAG_IFRAME,
                                GUMBO_TAG_OBJECT,   GUMBO_TAG_SELECT, GUMBO_TAG_BUTTON,   GUMBO_TAG_TEXTAREA,
                                GUMBO_TAG_AUDIO,    GUMBO_TAG_VIDEO,  GUMBO_TAG_CANVAS};
constexpr std::array<std::string_view, 9> kBesideRoles = {"navigation",    "banner", "contentinfo", "search",
                                                          "complementary", "menu",   "menubar",     "dialog",
                                                          "alertdialog"};

struct Candidates {
    std::vector<const GumboNode*> mains, articles;
    const GumboNode* body = nullptr;
};

void collect(const GumboNode* node, Candidates& found) {
    if (!is_element(node)) return;
    const auto tag = node->v.element.tag;
    if (tag == GUMBO_TAG_BODY) found.body = node;
    if (tag == GUMBO_TAG_MAIN || html_attribute(node, "role") == "main") found.mains.push_back(node);
    if (tag == GUMBO_TAG_ARTICLE) found.articles.push_back(node);
    const auto& children = node->v.element.children;
    for (unsigned i = 0; i < children.length; ++i)
        collect(static_cast<const GumboNode*>(children.data[i]), found);
}

std::size_t text_size(const GumboNode* node, Surroundings surroundings) {
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA)
        return std::string_view(node->v.text.text).size();
    if (!is_element(node) || is_beside_content(node, surroundings)) return 0;
    std::size_t size = 0;
    const auto& children = node->v.element.children;
    for (unsigned i = 0; i < children.length; ++i)
        size += text_size(static_cast<const GumboNode*>(children.data[i]), surroundings);
    return size;
}

} // namespace

std::string_view html_attribute(const GumboNode* element, const char* name) {
    const GumboAttribute* attribute = gumbo_get_attribute(&element->v.element.attributes, name);
    return attribute ? attribute->value : std::string_view();
}

bool is_beside_content(const GumboNode* element, Surroundings surroundings) {
    const auto tag = element->v.element.tag;
    if (std::find(kBeside.begin(), kBeside.end(), tag) != kBeside.end()) return true;
    if (surroundings == Surroundings::page && (tag == GUMBO_TAG_FOOTER || tag == GUMBO_TAG_HEADER))
        return true;
    const auto role = html_attribute(element, "role");
    if (!role.empty() && std::find(kBesideRoles.begin(), kBesideRoles.end(), role) != kBesideRoles.end())
        return true;
    return gumbo_get_attribute(&element->v.element.attributes, "hidden") != nullptr && tag != GUMBO_TAG_BODY;
}

const GumboNode* main_content(const GumboNode* root) {
    Candidates found;
    collect(root, found);
    if (!found.body) return root;
    const std::size_t whole = text_size(found.body, Surroundings::page);
    // A <main> that is all but empty is a frame filled by a script; the text lies elsewhere.
    for (const auto* main : found.mains)
        if (text_size(main, Surroundings::article) * 5 >= whole) return main;
    if (found.articles.size() == 1 && text_size(found.articles.front(), Surroundings::article) * 2 >= whole)
        return found.articles.front();
    return found.body;
}

} // namespace samling
