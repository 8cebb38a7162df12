#pragma once
// "Surface quieter voices": an order that lets those rise of whom the collection has little. Only when asked for.

#include <string>
#include <vector>

#include "schema/vocabulary.h"
#include "searchd/search/columns.h"
#include "searchd/search/order.h"

namespace samling {

/// What a result may lose: each is at least (1 - kQuietBound) as good as the best one that is not yet above it.
inline constexpr double kQuietBound = 0.15;
/// How many of the best results are put in order; what comes behind stays as it is.
inline constexpr std::size_t kQuietDepth = 100;

/// A result in its new place.
struct QuietRanked {
    Ranked ranked;
    int raised = 0; ///< Places it rose by; negative where others passed it.
    TagField field = TagField::region; ///< Of `code`.
    std::string code; ///< The continent or type of actor of which the collection has least, among its own; empty if none.
    double share = 1; ///< Documents of the collection that have `code`, from 0 to 1; 1 when it has none.
};

/// `ranked`, best first, in an order in which at each place, of the results good enough for it, the one comes first whose
/// continent or type of actor has the smallest share of the `visible` collection. Deterministic, thread-safe.
std::vector<QuietRanked> surface_quieter(const std::vector<Ranked>& ranked, const Columns& columns, const Visible& visible,
                                         const Vocabularies& vocabularies);

} // namespace samling
