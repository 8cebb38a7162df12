#pragma once
// The themes, regions and coalitions that a query names in its words.

#include <string>
#include <string_view>
#include <vector>

#include "schema/vocabulary.h"

namespace samling {

struct NamedConcept {
    TagField field;
    std::string code;
    std::size_t first, words; ///< Which of the query's words, and how many.
};

/// Concepts whose code, label or alternative in any language stands in `words`, the longest at each place: "rule of law"
/// rather than "law". Thread-safe.
std::vector<NamedConcept> named_concepts(const std::vector<std::string>& words, const Vocabularies& vocabularies);

} // namespace samling
