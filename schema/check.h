#pragma once
// Records held against the vocabularies.

#include <string>
#include <vector>

#include "schema/metadata.h"
#include "schema/vocabulary.h"

namespace samling {

/// One message for each tag whose code its vocabulary does not have: "theme: 'foo' is not in the vocabulary; did you mean
/// 'food'?", the guess only where a code or English label is near. Thread-safe.
std::vector<std::string> check_codes(const Metadata& metadata, const Vocabularies& vocabularies);

/// The record with labels, notations and aliases replaced by codes: "Africa" by "002", "KEN" by "KE". What no vocabulary
/// knows stays as it is. Thread-safe.
Metadata resolve_codes(Metadata metadata, const Vocabularies& vocabularies);

} // namespace samling
