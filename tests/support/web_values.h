#pragma once
// Answers made by hand, for tests of how they are shown.

#include <string>

#include "corpus/catalog.h"
#include "searchd/search/search.h"

namespace samling::test {

/// Two of twelve hits, with facets, snippets and a notice; always the same.
SearchPage search_page();
/// What search_page answers.
SearchRequest search_request();
/// A document of two pages with a tag of every origin.
StoredVersion stored_version();

/// The same with `text` in every place that holds words of somebody else's.
SearchPage search_page_full_of(const std::string& text);
StoredVersion stored_version_full_of(const std::string& text);

} // namespace samling::test
