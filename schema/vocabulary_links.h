#pragma once
// The inside of a vocabulary: are its concepts sound, and how do they hang together.

#include <string>
#include <vector>

#include "schema/vocabulary.h"

namespace samling {

/// Completes broader, narrower and related on both sides, and returns every mistake as "place:line: …":
/// duplicate codes, missing English labels, labels that two concepts share in one language, links to nowhere,
/// to itself or in a circle, more than 32 levels. With any mistake the links may be incomplete.
std::vector<std::string> link_concepts(const std::string& place, std::vector<Concept>& concepts);

} // namespace samling
