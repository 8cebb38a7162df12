#pragma once
// A record against the vocabularies. Pure functions, thread-safe.

#include <string>
#include <vector>

#include "schema/metadata.h"
#include "schema/vocabulary.h"

namespace samling {

/// One message for each code of `metadata` that its vocabulary does not have, tags first, then the country
/// and actor of creators and organisations: "theme: 'foo' is not in the vocabulary; did you mean 'food'?". Then, what
/// visibility_mistake() says.
std::vector<std::string> check_codes(const Metadata& metadata, const Vocabularies& vocabularies);

/// `metadata` with notations, labels and alternatives replaced by codes, wherever they resolve: "Africa"
/// becomes "002", "KEN" becomes "KE". What does not resolve stays for check_codes. Of two tags of a field
/// that mean one code, the one of the stronger origin stays.
Metadata resolve_codes(Metadata metadata, const Vocabularies& vocabularies);

} // namespace samling
