#pragma once
#include <string>
#include <string_view>

#include "indexer/extract/line_hyphens.h"
#include "indexer/extract/pdf_layout.h"

namespace samling {

/// A page's text in paragraphs, without its running heads: words that a line's end parted are whole again,
/// soft hyphens are gone, and lines keep their breaks.
std::string pdf_page_text(const PdfPage& page, const LineHyphens& hyphens);

/// `text` with ligatures and other forms of presentation taken apart into letters, as a reader types them.
std::string plain_letters(std::string text);

} // namespace samling
