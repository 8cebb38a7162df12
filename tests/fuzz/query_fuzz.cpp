// The query language takes anything, says something about it, and stays within its limits.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "schema/text.h"
#include "searchd/search/edit_distance.h"
#include "searchd/search/query.h"
#include "searchd/search/query_words.h"

namespace {

using samling::QueryNode;

std::size_t words_in(const QueryNode& node) {
    std::size_t count = node.words.size();
    for (const auto& child : node.children)
        count += words_in(child);
    return count;
}

void require(bool holds) {
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace samling;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto parsed = parse_query(text);
    const auto description = describe(parsed.root);
    require(is_valid_utf8(description));
    // The words of a phrase within NEAR stand twice.
    require(words_in(parsed.root) <= 2 * kMaxQueryTerms);
    require(!parsed.escaped || !parsed.notices.empty());
    for (const auto match : {Match::best, Match::all, Match::any})
        require(!describe_total(parsed.root, match).empty());
    if (const auto years = parse_years(text)) require(years->from >= 0 && years->to >= 0);
    const auto middle = text.substr(0, 64).find(' ');
    if (middle != std::string_view::npos)
        require(EditDistance(text.substr(0, middle), 2).to(text.substr(middle + 1, 64)).distance <= 3);
    return 0;
}
