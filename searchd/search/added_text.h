#pragma once
// A text that stands for words of a query beside themselves.

#include <string>
#include <string_view>
#include <vector>

#include "searchd/search/search.h"

namespace samling {

struct IndexView;

struct AddedWord {
    std::vector<std::string> terms; ///< Of the index, any of which it is found by.
    std::vector<std::string> forms; ///< Folded forms among them, which have positions.
    std::vector<std::string> stems; ///< Behind their stem_key().
};

struct AddedText {
    std::string text;
    std::string language; ///< BCP 47.
    QueryExpansion::Why why = QueryExpansion::Why::compound;
    std::vector<AddedWord> words; ///< Each is in the index.
};

/// The word by its form and its stem in one language; without terms when neither is in the index.
AddedWord added_word(const std::string& word, const std::string& language, IndexView& view);

/// All words of the index that begin with `stem` and have it as their stem, up to a hundred.
std::vector<std::string> forms_of_stem(const std::string& stem, const std::string& language, IndexView& view);

/// Adds to the forms of `word` those of its stem, up to a hundred altogether.
void add_forms_of_stem(AddedWord& word, const std::string& language, IndexView& view);

} // namespace samling
