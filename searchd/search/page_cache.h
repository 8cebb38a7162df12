#pragma once
// Whole answers, to be given again as long as the index is as it was.

#include <cstdint>
#include <string>

#include "searchd/search/byte_cache.h"
#include "searchd/search/search.h"

namespace samling {

/// An answer as it was on a revision of an index.
struct KeptPage {
    std::string uuid;
    std::uint64_t revision;
    std::string visible; ///< Visible::mark(): on another day an embargo may have ended.
    SearchPage page;
};

struct RequestHash {
    std::size_t operator()(const SearchRequest& request) const {
        return std::hash<std::string>()(request.query) ^ (request.offset * 31 + request.limit);
    }
};

using PageCache = ByteCache<SearchRequest, KeptPage, RequestHash>;

/// About what an answer takes in memory.
inline std::size_t bytes_of(const SearchPage& page) {
    constexpr std::size_t kString = 32;
    std::size_t bytes = 2 * sizeof(SearchPage) + page.description.size();
    for (const auto& expansion : page.expansions)
        bytes += sizeof expansion + expansion.added.size() + expansion.typed.size();
    for (const auto& facet : page.facets)
        for (const auto& value : facet.values)
            bytes += sizeof value + value.label.size() + value.broader.size() * kString;
    for (const auto& hit : page.hits) {
        bytes += sizeof hit + hit.title.size() + hit.subtitle.size();
        for (const auto& codes : hit.codes)
            bytes += codes.size() * kString;
        for (const auto& found : hit.pages)
            for (const auto& part : found.snippet)
                bytes += sizeof found + sizeof part + part.text.size();
    }
    return bytes;
}

} // namespace samling
