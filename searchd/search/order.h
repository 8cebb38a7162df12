#pragma once
// The order of the hits: which of the documents that match stand on the page that was asked for.

#include <cstdint>
#include <vector>

#include "searchd/search/index_reader.h"
#include "searchd/search/search.h"

namespace samling {

/// What a document gained by the second look (rerank.h), in parts.
struct Gains {
    double coverage = 0, proximity = 0, tags = 0, recency = 0;
    double sum() const { return coverage + proximity + tags + recency; }
};

/// A document of the answer, before it is fetched.
struct Ranked {
    std::uint32_t document;
    double score;
    Gains gains = {}; ///< In the score already.
};

/// The page of `documents` by score, best first, of equal ones the one that was added first. Pages at any
/// depth cost one look at each document.
std::vector<Ranked> order_by_score(std::vector<std::uint32_t> documents, const std::vector<float>& scores,
                                   const SearchRequest& request);

/// The same by date or title, as request.sort says; with Sort::relevance the newest first. An unknown date
/// comes last either way, and so does a title that the view's deadline left no time to read.
std::vector<Ranked> order_by_field(std::vector<std::uint32_t> documents, const SearchRequest& request,
                                   const IndexView& view);

} // namespace samling
