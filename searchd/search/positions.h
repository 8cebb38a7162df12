#pragma once
// Where the words of a phrase stand in a document, and whether they stand together there.

#include <cstdint>
#include <vector>

#include "searchd/search/plan.h"

namespace Xapian {
class Database;
}

namespace samling {

using WordPositions = std::vector<std::vector<std::uint32_t>>; ///< Of each word, ascending.

/// Whether there are positions, one of each word, in the order of the words, from first to last less than
/// `window` apart.
bool stand_in_order(const WordPositions& words, std::uint32_t window);

/// The same in any order; no two words may stand on one position.
bool stand_near(const WordPositions& words, std::uint32_t window);

/// Whether `phrase` (a phrase or near) stands in `document`. `words` is room to work in.
bool stands(const Xapian::Database& database, std::uint32_t document, const Plan& phrase,
            WordPositions& words);

} // namespace samling
