#pragma once
// The terms of the index that one word stands for.

#include <set>
#include <string>
#include <string_view>

#include "searchd/search/index_reader.h"

namespace samling {

/// A document matches a word by any of `terms`; its frequency there is the sum of theirs.
struct WordTerms {
    std::set<std::string> terms; ///< As they stand in the index, prefix and all.
    std::set<std::string> forms; ///< Folded forms among them: the word's own, and its stems.
    std::set<std::string> stems; ///< In each language of the view, behind its stem_key().
};

/// The word's folded form; its stem in each language of `view`, for the documents that have it in another form; and
/// these stems as forms themselves, unless little is left of the word, since a word that is its own stem has no term for
/// the stem. `prefix` is a text field's. Nothing is looked up: some terms may not be in the index.
WordTerms word_terms(const std::string& word, std::string_view prefix, IndexView& view);

} // namespace samling
