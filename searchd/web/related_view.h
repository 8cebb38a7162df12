#pragma once
// Where to read on from a document, as template values.

#include <string>
#include <vector>

#include "searchd/search/search.h"
#include "searchd/search/similar.h"
#include "searchd/web/template_store.h"

namespace samling {

struct RelatedDocuments {
    std::vector<SimilarDocument> similar;
    std::string coalition, coalition_label; ///< The document's first one, or empty.
    std::vector<Hit> of_coalition;          ///< Others of it, newest first.
};

/// Puts them into the view of the document page.
void add_related(View& view, const RelatedDocuments& related);

} // namespace samling
