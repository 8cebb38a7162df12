#pragma once
#include <string>
#include <string_view>

namespace samling {

/// A page as poppler gives it, in paragraphs: words that a line's end parted by a hyphen are whole again
/// where the next line goes on in lower case, soft hyphens are gone, and lines keep their breaks.
std::string pdf_page_text(std::string_view text);

} // namespace samling
