#pragma once
// Reads HTML by gumbo, which parses as browsers do: of the three candidates it alone gets entities, text
// after
// </html>, <plaintext> and unclosed elements right, and its tree is what telling content from navigation
// needs.

#include <string>
#include <string_view>

#include "indexer/extract/text_builder.h"

namespace samling {

/// A chapter gives its text and headings alone; a document also its metadata, and only its main content.
enum class HtmlUse { document, chapter };

/// Adds the text of `html` (UTF-8) to `builder`. Markup made to harm is stripped of its tags instead.
void append_html(std::string_view html, TextBuilder& builder, HtmlUse use);

} // namespace samling
