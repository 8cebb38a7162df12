#pragma once
#include <string>
#include <string_view>

#include "indexer/extract/text_builder.h"

namespace samling {

struct FrontMatter {
    std::string text;      ///< Markdown that stands in the block under names of the author's own.
    std::string_view body; ///< What follows the block.
};

/// Reads the block of YAML (---) or TOML (+++) that `markdown` begins with, if any. Known names become embedded metadata
/// of `builder`; sentences under other names are text of the document. Aliases are not followed. Of TOML, and of YAML from
/// where it is none, lines of a name and a value are read; what holds no such thing at all is text between two rules.
FrontMatter read_front_matter(std::string_view markdown, TextBuilder& builder);

} // namespace samling
