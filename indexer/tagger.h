#pragma once
// Tags from a document's own words: labels and alternative labels of the vocabularies, found in one pass.

#include <memory>

#include "schema/metadata.h"
#include "schema/vocabulary.h"

namespace samling {

/// Compiled once from the vocabularies of theme, region and coalition; immutable, so thread-safe.
///
/// A label counts where all its words stand in order, in the document's language or English, compared by stem
/// (names of places by exact form, beginning with a capital where the script has them). Longest label first:
/// "South Sudan" is no mention of Sudan. A concept becomes a tag when it is mentioned often enough for the
/// document's length, or in its title. Each tag has origin rule, a score and up to three quotes that stand
/// where it says.
class Tagger {
public:
    explicit Tagger(const Vocabularies& vocabularies);
    ~Tagger();

    /// Adds tags to the fields that have none from a person or the file itself; never touches another's.
    void tag(Document& document) const;

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling
