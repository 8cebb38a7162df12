#include "searchd/search/unquoted_names.h"

#include <span>

#include "searchd/search/query_nodes.h"

namespace samling {
namespace {

using Nodes = std::span<const QueryNode>;

/// A word, or in region:(Eastern Africa) another value of the same field.
bool may_go_on(const QueryNode& name, const QueryNode& next) {
    if (next.sign != QueryNode::Sign::plain) return false;
    return next.kind == QueryNode::Kind::word ? next.field == nullptr : next.kind == QueryNode::Kind::code && next.field == name.field;
}

/// The longest name that `nodes` begin with; empty when the first alone is one, or none is there.
std::string name_across(Nodes nodes, const Vocabulary& vocabulary) {
    constexpr std::size_t kMostWords = 10;
    auto text = nodes.front().words.front();
    if (vocabulary.resolve(text)) return {};
    std::string longest;
    for (std::size_t i = 1; i < nodes.size() && i < kMostWords && may_go_on(nodes.front(), nodes[i]); ++i) {
        text += ' ' + nodes[i].words.front();
        if (vocabulary.resolve(text)) longest = text;
    }
    return longest;
}

void look_through(const QueryNode& group, const Vocabularies& vocabularies, std::vector<std::string>& notices) {
    for (Nodes rest = group.children; !rest.empty(); rest = rest.subspan(1)) {
        const auto& node = rest.front();
        if (!node.children.empty()) look_through(node, vocabularies, notices);
        if (node.kind != QueryNode::Kind::code || !node.field->facet) continue;
        if (const auto name = name_across(rest, vocabularies.of(*node.field->facet)); !name.empty())
            notices.push_back("Names of several words stand in quotation marks: " + std::string(node.field->name) + ":\"" + name + "\".");
    }
}

} // namespace

std::vector<std::string> unquoted_names(const QueryNode& root, const Vocabularies& vocabularies) {
    std::vector<std::string> notices;
    look_through(root, vocabularies, notices);
    keep_first(notices);
    return notices;
}

} // namespace samling
