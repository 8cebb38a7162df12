#pragma once
// The compounds of which a word is a part: "rettigheder" stands in "menneskerettighederne", "data" in "databeskyttelse".

#include <string>
#include <vector>

#include "searchd/search/added_text.h"
#include "searchd/search/home_language.h"

namespace samling {

constexpr std::size_t kMostLonger = 24; ///< Compounds; more would be another search.

/// The words of the index in the language that begin or end with the folded `word` in some form, the other part being a word
/// at home in the language, too: one text for each stem, with all its forms, those in most documents first. Empty when
/// `word` has fewer than four letters, is a stranger to the language, says nothing, or stands in more than a thousand documents
/// itself.
std::vector<AddedText> longer_compounds(const std::string& word, const HomeLanguage& home, IndexView& view);

} // namespace samling
