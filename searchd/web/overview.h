#pragma once
// What the whole collection holds, at a glance: plain values behind /overview and /api/v1/overview.

#include <string>
#include <utility>
#include <vector>

#include "corpus/catalog.h"
#include "schema/vocabulary.h"
#include "searchd/search/search.h"
#include "searchd/web/template_store.h"

namespace samling {

struct Overview {
    CollectionSize size;
    SearchPage all;                                           ///< A search for everything: total and facets.
};

std::string overview_json(const Overview& overview);
View overview_view(const Overview& overview, const Vocabularies& vocabularies);

} // namespace samling
