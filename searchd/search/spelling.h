#pragma once
// What somebody who mistyped a word most likely meant, by the words that the index has.

#include <optional>
#include <string>

#include "corpus/catalog_pool.h"
#include "searchd/search/index_reader.h"
#include "searchd/search/query.h"

namespace samling {

/// `text`, of which `root` is the parse, with each word that no document has, nor without its ending, replaced by the nearest word that most
/// documents have, as it is written there; the rest stays as it was typed. Empty when every word is known or nothing is near enough. Reads the
/// list of words once for each unknown word, of which it looks at the first few.
std::optional<std::string> corrected(const std::string& text, const QueryNode& root, IndexView& view, const CatalogPool& catalogs);

} // namespace samling
