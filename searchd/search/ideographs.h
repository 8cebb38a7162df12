#pragma once
// Words of ideographs that are near each other in meaning share some of them (捐款 and 捐赠), and where nothing is written
// between words, one of a query may be parted in a text, or be part of a longer one.

#include <bitset>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace samling {

struct IndexView;

inline constexpr char32_t kFirstIdeograph = 0x3400, kLastIdeograph = 0x9FFF;
using Ideographs = std::bitset<kLastIdeograph - kFirstIdeograph + 1>;

struct ReadDocument {
    Ideographs ideographs;
    std::size_t words = 0; ///< That were read for them.
};

/// Documents that were read, since reading all words of one costs more than all else that a search does with it.
struct IdeographMemo {
    std::uint64_t edition = 0; ///< edition_of() the snapshot that they are of.
    std::unordered_map<std::uint32_t, ReadDocument> by_document;
};

/// What the ideographs of `words`, which are folded, are worth that each of `documents` has in whatever words: of each the
/// weight of a word that as many of these documents have, so that one which all have, as long documents do, is worth nothing.
/// A word that is one ideograph is no other than its ideograph and left out. Of the first documents only: 25, fewer when
/// they have more than twenty thousand words together, and none behind the view's deadline. Empty when no word has two
/// ideographs. What was read is kept in `view` for its revision.
std::vector<double> weights_of_ideographs(const std::vector<std::string>& words, const std::vector<std::uint32_t>& documents,
                                          IndexView& view);

} // namespace samling
