#pragma once
// The words of an index that a pattern or a misspelt word stands for.

#include <string>
#include <string_view>
#include <vector>

#include "searchd/search/index_reader.h"

namespace samling {

inline constexpr std::size_t kMaxExpansions = 100;      ///< Words that one pattern stands for.
inline constexpr std::size_t kMaxTermsRead = 1'000'000; ///< Terms looked at for one pattern.

struct Expansion {
    std::vector<std::string> words; ///< Without the field's prefix; those in most documents first.
    bool complete = true;           ///< False: there are more.
};

/// Words of the field with the term prefix `prefix` that match `pattern`, in which * stands for any
/// characters and ? for one; it does not begin with either. Letters are compared folded. Not complete when the
/// view's deadline passes, nor is the next.
Expansion expand_pattern(const IndexView& view, const std::string& prefix,
                         std::string_view pattern);

/// Words at most `edits` letters from `word`: missing, added, another, or two neighbours swapped; the nearest
/// first.
Expansion expand_fuzzy(const IndexView& view, const std::string& prefix, std::string_view word,
                       unsigned edits);

} // namespace samling
