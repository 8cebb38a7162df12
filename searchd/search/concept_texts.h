#pragma once
// The names of themes, regions and coalitions, as far as they stand in an index.

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "schema/vocabulary.h"
#include "searchd/search/added_text.h"
#include "searchd/search/memo_age.h"

namespace samling {

/// What was found for concepts.
struct ConceptMemo {
    MemoAge age;
    std::unordered_map<std::string, std::vector<AddedText>> texts; ///< By field and code.
};

/// The concept's labels and alternatives in every language and, of a theme, those of its direct narrower ones: of each only
/// words and phrases whose words are in the index; the nearest first, at most kMostConceptTexts. Valid until the next call.
const std::vector<AddedText>& concept_texts(TagField field, const std::string& code, IndexView& view,
                                            const Vocabularies& vocabularies);

inline constexpr std::size_t kMostConceptTexts = 32;

} // namespace samling
