#pragma once
// Which fields rules tag, and what each asks for: the one table of the tagger's judgement.

#include <array>
#include <cstddef>

#include "schema/metadata.h"

namespace samling {

/// A document is about a thing, rather than mentioning it, when its mentions weigh at least
/// max(1, slope * words^exponent), spread over its pages, and not far less than those of its strongest thing.
struct TaggedField {
    TagField field;
    double slope, exponent;
    double of_strongest; ///< Share of the strongest tag's score below which there is no tag.
    std::size_t most_tags;
    int first_pages; ///< Only so many are read; 0 for all.
    enum class Words { phrases, names } words; ///< Names are compared by exact form and by their capitals.
    enum class From { labels, rules } from;    ///< Whether labels count, or rules alone.
};

inline constexpr std::array kTaggedFields = {
    TaggedField{TagField::theme, 0.08, 0.5, 0.25, 8, 0, TaggedField::Words::phrases, TaggedField::From::labels},
    TaggedField{TagField::region, 0.08, 0.5, 0.5, 8, 0, TaggedField::Words::names, TaggedField::From::labels},
    TaggedField{TagField::coalition, 0.08, 0.4, 0.1, 4, 0, TaggedField::Words::names, TaggedField::From::labels},
    TaggedField{TagField::category, 0.08, 0.5, 0.4, 3, 0, TaggedField::Words::phrases, TaggedField::From::labels},
    TaggedField{TagField::commitment, 0.08, 0.5, 0.4, 3, 0, TaggedField::Words::phrases, TaggedField::From::labels},
    TaggedField{TagField::actor, 3, 0, 0.4, 2, 2, TaggedField::Words::names, TaggedField::From::rules},
};

/// Raised when the code below judges otherwise than before: it is part of every rule's version.
inline constexpr int kTaggerVersion = 5;

} // namespace samling
