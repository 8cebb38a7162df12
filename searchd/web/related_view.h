#pragma once
// Where to read on from a document, as template values and as JSON.

#include <string>
#include <vector>

#include "schema/vocabulary.h"
#include "searchd/search/related.h"
#include "searchd/search/search.h"
#include "searchd/search/similar.h"
#include "searchd/web/template_store.h"

namespace samling {

struct RelatedDocuments {
    std::vector<RelatedDocument> of_others; ///< Who else works on this.
    std::vector<SimilarDocument> similar;
    std::string coalition, coalition_label; ///< The document's first one, or empty.
    std::vector<Hit> of_coalition;          ///< Others of it, newest first.
};

/// Puts them into the view of the document page of `id`.
void add_related(View& view, const std::string& id, const RelatedDocuments& related, const Vocabularies& vocabularies);

/// Who else works on what `id` is about, each with its reasons in words and what they stand on.
std::string related_json(const std::string& id, const std::vector<RelatedDocument>& related, const Vocabularies& vocabularies);

} // namespace samling
