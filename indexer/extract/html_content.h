#pragma once
#include <gumbo.h>

#include <string_view>

namespace samling {

/// The element that holds the main content of a page: <main>, the one <article>, or the body.
const GumboNode* main_content(const GumboNode* root);

/// True for what stands beside the content: navigation, scripts, site header and footer, forms' choices,
/// hidden parts. `in_article`: a header in an article belongs to it.
enum class Surroundings { page, article };
bool is_beside_content(const GumboNode* element, Surroundings surroundings);

/// The attribute's value, or empty.
std::string_view html_attribute(const GumboNode* element, const char* name);

} // namespace samling
