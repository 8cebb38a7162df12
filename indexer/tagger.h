#pragma once
// Tags from a document's own words, each with its reason.

#include <memory>

#include "schema/metadata.h"
#include "schema/vocabulary.h"

namespace samling {

/// Compiled once from the vocabularies of theme, region, coalition, category, commitment and actor (a language's
/// rules when its first document comes). Thread-safe.
///
/// Labels, alternatives and rules of a concept are looked for as phrases after analysis in the language of the
/// document (of the page, where it differs) and in English: by stem, names of places and coalitions by exact
/// form and with their capitals. The longest phrase wins: "South Sudan" is no mention of Sudan. A mention weighs
/// more in the title, the abstract, headings and the first pages; demonyms and capitals weigh half, and so do
/// names that others bear too until something certain is found. A concept becomes a tag when its mentions weigh
/// enough for the length of the document, are spread over its pages and do not fall far behind the strongest
/// (tagged_fields.h).
class Tagger {
public:
    /// Keeps a reference to `vocabularies`.
    explicit Tagger(const Vocabularies& vocabularies);
    ~Tagger();

    /// Takes off tags of origin rule and gives new ones in the fields that have none from a person or from the
    /// file itself. Each has a score from 0.5 (just enough) to below 1, and one to three quotes that stand where
    /// they say.
    void tag(Document& document) const;

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling
