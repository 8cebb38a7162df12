#pragma once
// Text as HTML.

#include <string>
#include <string_view>

#include "searchd/search/search.h"

namespace samling {

std::string escape_html(std::string_view text);
/// The snippet with its marked words in <mark>, everything else escaped.
std::string snippet_html(const Snippet& snippet);

} // namespace samling
