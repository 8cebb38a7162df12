#pragma once
// What a page says of itself in the words of schema.org, as JSON-LD or as microdata.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gumbo.h>

namespace samling {

/// Statements about the work that the page is: names of embedded_field(), and values. A page tells of its site, its
/// breadcrumbs and its publisher in the same way; of those only what belongs to the work is taken.
using WorkStatements = std::vector<std::pair<std::string, std::string>>;

WorkStatements read_json_ld(std::string_view json);
WorkStatements read_microdata(const GumboNode* root);

} // namespace samling
