#pragma once
#include <string>

namespace samling {

/// A text string of PDF (PDFDocEncoding or UTF-16, as it says itself) as UTF-8.
std::string pdf_text_string(const std::string& bytes);

/// `length` characters as UTF-8; what is no character becomes U+FFFD.
std::string pdf_utf8(const unsigned* characters, std::size_t length);

} // namespace samling
