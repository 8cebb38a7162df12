#pragma once
// Why a hit has its score, in numbers that add up to it.

#include "searchd/search/evaluator.h"
#include "searchd/search/index_reader.h"
#include "searchd/search/order.h"
#include "searchd/search/search.h"

namespace samling {

/// Of `ranked`, which matched `words`. Reads the index for the fields.
Explanation explain(const Ranked& ranked, const std::vector<MatchedWord>& words, IndexView& view);

} // namespace samling
