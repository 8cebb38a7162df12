#pragma once
#include <string_view>

#include "indexer/extract/compound_file.h"
#include "schema/metadata.h"

namespace samling {

/// Title, author and their like, from the two property sets that Office writes into its files ([MS-OLEPS]).
void read_property_sets(const CompoundFile& file, Metadata& metadata);

} // namespace samling
