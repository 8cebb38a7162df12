#include "searchd/search/query.h"

#include <algorithm>

#include "schema/text.h"
#include "searchd/search/stop_words.h"

namespace samling {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words)
        all += (all.empty() ? "" : " ") + word;
    return all;
}

std::string describe_sign(QueryNode::Sign sign) {
    return sign == QueryNode::Sign::required ? "+" : sign == QueryNode::Sign::excluded ? "-" : "";
}

std::string describe_group(const QueryNode& node) {
    using enum QueryNode::Kind;
    std::string text = node.kind == all ? "(all" : node.kind == any ? "(any" : "(";
    for (const auto& child : node.children)
        text += (text == "(" ? "" : " ") + describe(child);
    return text + ")";
}

std::string describe_body(const QueryNode& node) {
    using enum QueryNode::Kind;
    switch (node.kind) {
    case word:
    case pattern:
        return node.words.front();
    case fuzzy:
        return node.words.front() + "~" + std::to_string(node.distance);
    case phrase:
        return '"' + joined(node.words) + '"';
    case near:
        return "(near/" + std::to_string(node.distance) + " " + joined(node.words) + ")";
    case code:
        return "[" + joined(node.words) + "]";
    case years:
        return "year:" + std::to_string(node.years.from) + ".." + std::to_string(node.years.to);
    case sequence:
    case all:
    case any:
        break;
    }
    return describe_group(node);
}

/// Whether `node` is one of several plain words that a document may have or not.
bool is_optional(const QueryNode& node) {
    using enum QueryNode::Kind;
    if (node.sign != QueryNode::Sign::plain || node.kind == code || node.kind == years) return false;
    return node.kind != word || !is_stop_word(fold(node.words.front()));
}

} // namespace

std::string describe_total(const QueryNode& root, Match match) {
    const auto& parts = root.children;
    if (parts.empty()) return "all documents";
    const auto optional = std::count_if(parts.begin(), parts.end(), is_optional);
    const bool required = std::any_of(
        parts.begin(), parts.end(), [](const auto& node) { return node.sign == QueryNode::Sign::required; });
    if (optional == 0 || (optional == 1 && !required)) return "documents that match";
    if (match == Match::all) return "documents with all of the words";
    if (required) return "documents with what is marked +; what is not only brings to the front";
    if (match == Match::any) return "documents with at least one of the words";
    return "documents with at least one of the words; those with all of them come first";
}

std::string describe(const QueryNode& node) {
    const bool named = node.field && node.kind != QueryNode::Kind::years;
    return describe_sign(node.sign) + (named ? std::string(node.field->name) + ":" : "") +
           describe_body(node);
}

} // namespace samling
