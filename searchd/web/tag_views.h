#pragma once
// A document's tags as template values: what they are, and why.

#include "corpus/catalog.h"
#include "schema/vocabulary.h"
#include "searchd/web/template_store.h"

namespace samling {

/// Adds "tags", the fields with their tags, and "reasons": quotes of rules with links to their pages, and what people
/// decided, rejections too.
void add_tag_views(View& view, const StoredVersion& version, const Vocabularies& vocabularies);

} // namespace samling
