#pragma once
// The words that are marked on the text of a page: those that were typed, and those that were searched for beside them.

#include <algorithm>
#include <string>
#include <vector>

#include "searchd/net/http.h"
#include "searchd/search/search.h"

namespace samling {

/// As they stand in an address: q=…&also=…&also=….
struct MarkedWords {
    std::string query;
    std::vector<std::string> also; ///< At most kMostAlso, the first ones.
};
inline constexpr std::size_t kMostAlso = 12;

inline MarkedWords marked_words(const Request& request) {
    MarkedWords words{request.parameter("q").value_or(""), {}};
    for (const auto& [name, value] : request.query)
        if (name == "also" && words.also.size() < kMostAlso) words.also.push_back(value);
    return words;
}

/// For a hit in `language`: a page in another has no use for the words.
inline MarkedWords marked_words(const SearchRequest& request, const SearchPage& page, const std::string& language) {
    MarkedWords words{request.query, {}};
    for (const auto& expansion : page.expansions)
        if (expansion.language == language && words.also.size() < kMostAlso && std::find(words.also.begin(), words.also.end(), expansion.added) == words.also.end()) words.also.push_back(expansion.added);
    return words;
}

/// "?q=…&also=…", or "" for no words.
inline std::string address_of(const MarkedWords& words) {
    if (words.query.empty()) return {};
    auto address = "?q=" + percent_encode(words.query);
    for (const auto& text : words.also) address += "&also=" + percent_encode(text);
    return address;
}

} // namespace samling
