#pragma once
// The language of ready records that do not say theirs: without it no stemmer fits them.

#include <map>
#include <string>

#include "schema/metadata.h"

namespace samling {

/// For the records of one run, in their order: what is too short to tell is taken to be in the language that most of the
/// records before it, in the same script, are in. NOT thread-safe.
class RecordLanguages {
public:
    /// Gives `document` a language where it has none and its words or its script tell one: by rule, with the confidence as its score.
    void settle(Document& document);

private:
    std::map<std::string, std::map<std::string, int>> seen_; ///< By script, how many of each language.
};

} // namespace samling
