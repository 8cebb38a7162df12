#pragma once
#include <string>
#include <string_view>

#include "indexer/extract/text_builder.h"

namespace samling {

struct FrontMatter {
    std::string text;      ///< Markdown that stands in the block under names of the author's own.
    std::string_view body; ///< What follows the block.
};

/// Reads the YAML block that `markdown` begins with, if any. Known names become embedded metadata of
/// `builder`; sentences under other names are text of the document. Aliases are not followed.
FrontMatter read_front_matter(std::string_view markdown, TextBuilder& builder);

} // namespace samling
