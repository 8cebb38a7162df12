#pragma once
// The compounds of a collection: which words of an index are made of which.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "searchd/search/added_text.h"
#include "searchd/search/compounds.h"
#include "searchd/search/memo_age.h"

namespace samling {

/// The documents of one language.
struct HomeDocuments {
    const CompoundLanguage* language;
    std::vector<char> set_is; ///< By set of the language column.
    double share;             ///< Of all documents.
};

/// What was found for words, since looking it up costs more than a search.
struct CompoundMemo {
    MemoAge age;
    std::vector<HomeDocuments> homes; ///< Most documents first.
    std::unordered_map<std::string, std::optional<AddedText>> parts;
    std::unordered_map<std::string, std::optional<AddedText>> joined; ///< By "first second".
};

/// The parts of the folded `word`, if it and they are at home in one of the collection's compounding languages: they stand
/// in its documents at least half as often as in all. Valid until the next call.
const std::optional<AddedText>& compound_parts(const std::string& word, IndexView& view);

/// The compound of two folded words that is a word of the index; likewise.
const std::optional<AddedText>& compound_of(const std::string& first, const std::string& second, IndexView& view);

} // namespace samling
