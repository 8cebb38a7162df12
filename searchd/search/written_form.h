#pragma once
// How a word of the index is written: the index has it folded, readers know it by its signs.

#include <string>

#include "corpus/catalog_pool.h"
#include "searchd/search/index_reader.h"

namespace samling {

/// Folded words, parted by spaces, each as it stands in the text of a document that the view may see, in small letters:
/// "volkerrecht" is "völkerrecht". A word that no page of the first such documents shows stays as it is. What was found is kept in
/// `view`. Throws as Catalog does.
std::string written_form(const std::string& folded, IndexView& view, const CatalogPool& catalogs);

} // namespace samling
