#pragma once
// The results of a page, by relevance: by the scores of the words, a second look at the best of them, and, where it is
// asked for, the order that surfaces quieter voices.

#include <vector>

#include "schema/vocabulary.h"
#include "searchd/search/matcher.h"
#include "searchd/search/order.h"
#include "searchd/search/quiet_voices.h"
#include "searchd/search/rerank.h"

namespace samling {

/// The page of `passing`, which are some of what `matcher` found, that `request` asks for, best first. The best of all
/// are looked at a second time, so that every page of them is cut from one order.
std::vector<Ranked> rank_by_score(Matcher& matcher, const RerankQuery& query, const SearchRequest& request,
                                  std::vector<std::uint32_t> passing);

/// The same page in the order of quiet_voices.h, with what was done to each result.
std::vector<QuietRanked> rank_quieter(Matcher& matcher, const RerankQuery& query, SearchRequest request,
                                      const Vocabularies& vocabularies, std::vector<std::uint32_t> passing);

} // namespace samling
