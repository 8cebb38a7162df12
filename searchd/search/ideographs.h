#pragma once
// Words of ideographs that are near each other in meaning share some of them (捐款 and 捐赠), and where nothing is written
// between words, one of a query may be parted in a text, or be part of a longer one.

#include <cstdint>
#include <string>
#include <vector>

namespace samling {

struct IndexView;

/// What the ideographs of `words`, which are folded, are worth that each of `documents` has in whatever words: of each the
/// weight of a word that as many of these documents have, so that one which all have, as long documents do, is worth nothing.
/// A word that is one ideograph is no other than its ideograph and left out. Of the first documents only, since all words of
/// each are read: as many as have twenty thousand words together, at most 25, and none behind the view's deadline. Empty when
/// no word has two ideographs.
std::vector<double> weights_of_ideographs(const std::vector<std::string>& words, const std::vector<std::uint32_t>& documents,
                                         IndexView& view);

} // namespace samling
