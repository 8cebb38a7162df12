#pragma once
// How the parts of a query are put together.

#include <string>
#include <string_view>
#include <vector>

#include "searchd/search/query.h"

namespace samling {

/// Why a query was not understood; it is then searched as plain words. Never leaves parse_query().
struct NotUnderstood {
    std::string why;
};

using QueryNodes = std::vector<QueryNode>;

QueryNode group_of(QueryNode::Kind kind, QueryNodes children);

/// A sequence of one plain node is that node.
QueryNode unwrapped(QueryNode node);

/// True for a sequence without children.
bool is_empty(const QueryNode& node);

/// What OR and AND make of their parts. "a AND NOT b" becomes "+a -b": nothing has to be found for a part
/// that only excludes.
QueryNode any_of(QueryNodes parts);
QueryNode all_of(QueryNodes parts);

/// All words of `parts`, words and phrases, near each other, and phrases among them as phrases besides.
/// Throws NotUnderstood when they are not of one field.
QueryNode near_of(QueryNodes parts, unsigned distance);

/// A sequence of the words in `text`, whatever else is in it.
QueryNode plain_words(std::string_view text, std::vector<std::string>& notices);

/// "Only the first 16 words were searched."
std::string too_many(std::string_view what, std::size_t most);

/// Leaves the first few of `notices`, each once, and says how many more there are: hundreds alike tell nobody more.
void keep_first(std::vector<std::string>& notices);

} // namespace samling
