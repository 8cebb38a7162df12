#pragma once
// Everything that is known of one revision of an index beside the index itself.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "searchd/search/bm25.h"
#include "searchd/search/byte_cache.h"
#include "searchd/search/columns.h"
#include "searchd/search/postings.h"

namespace samling {

/// Shared by all threads: immutable but for its cache, which knows locks of its own.
struct Snapshot {
    std::string uuid; ///< Of the index.
    std::uint64_t revision = 0;
    Columns columns;
    std::vector<std::uint32_t> lengths; ///< By document number, in words; 0 where there is no document.
    std::vector<float> norms;           ///< By document number: length_norm.
    Bm25 bm25;
    double documents = 0;
    mutable ByteCache<std::string, Postings> postings; ///< By the terms of a word or the key of a phrase.

    explicit Snapshot(std::size_t cache_bytes) : postings(cache_bytes) {}
};

/// Reads it all from the database.
std::shared_ptr<const Snapshot> load_snapshot(const Xapian::Database& database, const Bm25& bm25,
                                              std::size_t cache_bytes);

} // namespace samling
