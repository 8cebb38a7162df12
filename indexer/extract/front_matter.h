#pragma once
#include <string_view>

#include "indexer/extract/text_builder.h"

namespace samling {

/// Reads the YAML block that `markdown` begins with, if any, and returns what follows it. Known names become embedded
/// metadata; sentences under other names are text of the document and go to `builder`. Aliases are not followed.
std::string_view read_front_matter(std::string_view markdown, TextBuilder& builder);

} // namespace samling
