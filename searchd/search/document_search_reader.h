#pragma once
// How the pages of one document are read for a search within it.

#include "corpus/catalog.h"
#include "schema/index_codec.h"
#include "searchd/search/document_search.h"
#include "searchd/search/index_reader.h"
#include "searchd/search/plan.h"

namespace samling {

struct PageReader {
    const DocumentSearchRequest& request;
    Catalog& catalog;
    IndexView& view;
};

/// Reads every page of the document behind `entry` and adds those on which wanted words stand to `result`: counts
/// all of them, keeps the ones asked for. Stops with a notice when the view's deadline has passed.
void find_pages(const IndexEntry& entry, const WantedWords& wanted, const PageReader& reader,
                DocumentSearchPage& result);

} // namespace samling
