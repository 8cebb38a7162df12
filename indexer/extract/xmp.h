#pragma once
#include <string_view>

#include "schema/metadata.h"

namespace samling {

/// Adds the Dublin Core and rights fields of an XMP packet to `metadata`; a broken packet adds what can be
/// read.
void read_xmp(std::string_view packet, Metadata& metadata);

} // namespace samling
