#pragma once
// The compounds of a collection: which words of an index are made of which.

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "searchd/search/added_text.h"
#include "searchd/search/home_language.h"
#include "searchd/search/memo_age.h"

namespace samling {

/// What was found for words, since looking it up costs more than a search.
struct CompoundMemo {
    MemoAge age;
    std::vector<HomeDocuments> homes;
    std::unordered_map<std::string, std::optional<AddedText>> parts;
    std::unordered_map<std::string, std::optional<AddedText>> joined; ///< By "first second".
    std::unordered_map<std::string, std::vector<AddedText>> longer;
    std::size_t kept = 0; ///< Texts in them, and words without.
};

/// The parts of the folded `word`, if it and they are at home in one of the collection's compounding languages: they stand
/// in its documents at least half as often as in all. Valid until the next call.
const std::optional<AddedText>& compound_parts(const std::string& word, IndexView& view);

/// The compound of two folded words that is a word of the index; likewise.
const std::optional<AddedText>& compound_of(const std::string& first, const std::string& second, IndexView& view);

/// The compounds of which the folded `word` is the first or last part, in all compounding languages that it is at home in,
/// up to kMostLonger, if it is a word of theirs (is_of_compounding_language) at all; likewise.
const std::vector<AddedText>& compounds_with(const std::string& word, IndexView& view);

} // namespace samling
