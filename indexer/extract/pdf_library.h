#pragma once
namespace samling {
/// Makes poppler and the character converters that it asks of the C library ready, for the life of the
/// process.
void load_pdf_library();
} // namespace samling
