#pragma once
// What was searched for beside the words that were typed, told to programs and to people.

#include "schema/json_writer.h"
#include "searchd/search/search.h"
#include "searchd/web/template_store.h"

namespace samling {

/// The key "expansions" with an array of what was added, why, for what, in which language and with which weight.
void write_expansions(JsonWriter& json, const SearchPage& page);

/// A line of what was added, each with an address that leaves it out, and one that leaves out all; or, where this was
/// switched off, one that switches it on.
void fill_expansions(View& view, const SearchRequest& request, const SearchPage& page);

} // namespace samling
