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

/// About what an answer takes in memory, with all of its strings.
std::size_t bytes_of(const SearchPage& page);
std::size_t bytes_of(const SearchRequest& request);

/// What an entry of the cache takes: its key is kept twice, to be found and to be dropped.
inline std::size_t entry_bytes(const SearchRequest& request, const KeptPage& kept) {
    return 2 * bytes_of(request) + sizeof kept + kept.uuid.size() + kept.visible.size() + bytes_of(kept.page);
}

} // namespace samling
