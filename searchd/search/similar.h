#pragma once
// Documents that are about the same, by the words they share.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "searchd/search/index_reader.h"

namespace samling {

struct SimilarDocument {
    std::uint32_t document = 0; ///< Its number in the index, of this view.
    std::string id, title, date, language;
    double score = 0;                ///< Comparable within one answer only.
    std::vector<std::string> shared; ///< Words that both have, the most telling first, at most five.
};

/// At most `limit` documents that share most of the words that set the document `id` apart from the rest, best first.
/// Throws Failure{not_found}.
std::vector<SimilarDocument> similar_documents(const std::string& id, std::size_t limit, IndexView& view);
/// Of those for which `passes` is true.
std::vector<SimilarDocument> similar_documents(const std::string& id, std::size_t limit, IndexView& view,
                                               const std::function<bool(std::uint32_t document)>& passes);

} // namespace samling
