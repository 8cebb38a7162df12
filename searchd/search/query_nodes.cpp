#include "searchd/search/query_nodes.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "searchd/search/query_words.h"

namespace samling {
namespace {

bool only_excludes(const QueryNode& node) {
    return node.kind == QueryNode::Kind::sequence &&
           std::all_of(node.children.begin(), node.children.end(),
                       [](const auto& child) { return child.sign == QueryNode::Sign::excluded; });
}

} // namespace

QueryNode group_of(QueryNode::Kind kind, QueryNodes children) {
    QueryNode node;
    node.kind = kind;
    node.children = std::move(children);
    return node;
}

QueryNode unwrapped(QueryNode node) {
    const bool single = node.kind == QueryNode::Kind::sequence && node.children.size() == 1 &&
                        node.children.front().sign == QueryNode::Sign::plain;
    if (!single) return node;
    QueryNode child = std::move(node.children.front());
    return child;
}

bool is_empty(const QueryNode& node) {
    return node.kind == QueryNode::Kind::sequence && node.children.empty();
}

QueryNode all_of(QueryNodes parts) {
    if (std::none_of(parts.begin(), parts.end(), only_excludes)) {
        for (auto& part : parts)
            part = unwrapped(std::move(part));
        return group_of(QueryNode::Kind::all, std::move(parts));
    }
    QueryNode sequence;
    for (auto& part : parts) {
        if (only_excludes(part)) {
            std::move(part.children.begin(), part.children.end(), std::back_inserter(sequence.children));
            continue;
        }
        sequence.children.push_back(unwrapped(std::move(part)));
        sequence.children.back().sign = QueryNode::Sign::required;
    }
    return sequence;
}

QueryNode any_of(QueryNodes parts) {
    for (auto& part : parts)
        part = unwrapped(std::move(part));
    return group_of(QueryNode::Kind::any, std::move(parts));
}

QueryNode near_of(QueryNodes parts, unsigned distance) {
    QueryNode node;
    node.kind = QueryNode::Kind::near;
    node.field = parts.front().field;
    node.distance = distance;
    QueryNodes all;
    for (auto& part : parts) {
        if (part.field != node.field) throw NotUnderstood{"NEAR joins words of one field"};
        node.words.insert(node.words.end(), part.words.begin(), part.words.end());
        if (part.kind == QueryNode::Kind::phrase) all.push_back(std::move(part));
    }
    if (all.empty()) return node;
    all.insert(all.begin(), std::move(node));
    return group_of(QueryNode::Kind::all, std::move(all));
}

QueryNode plain_words(std::string_view text, std::vector<std::string>& notices) {
    QueryNode root;
    for (auto& word : query_words(text)) {
        if (root.children.size() == kMaxQueryTerms) {
            notices.push_back(too_many("words", kMaxQueryTerms));
            break;
        }
        QueryNode node;
        node.kind = QueryNode::Kind::word;
        node.words = {std::move(word)};
        root.children.push_back(std::move(node));
    }
    return root;
}

std::string too_many(std::string_view what, std::size_t most) {
    return "Only the first " + std::to_string(most) + " " + std::string(what) + " were searched.";
}

void keep_first(std::vector<std::string>& notices) {
    constexpr std::size_t kMost = 8;
    std::set<std::string> said;
    std::erase_if(notices, [&](const auto& notice) { return !said.insert(notice).second; });
    if (notices.size() <= kMost) return;
    const auto more = notices.size() - kMost;
    notices.resize(kMost);
    notices.push_back("There are " + std::to_string(more) + " more notes like these.");
}

} // namespace samling
