#pragma once
// What an annotation adds to a page: a field, a note, a stamp.

#include <string>

#include <poppler/Object.h>

#include "indexer/extract/pdf_geometry.h"

namespace samling {

/// False for what is hidden, and for links and windows beside the page.
bool is_seen_on_page(const Object& annotation);
/// The stream that shows an annotation as it is now; null where there is none.
Object appearance_of(const Object& annotation);
/// The text that a viewer would set itself where there is no appearance: what was filled into a field, or
/// written onto the page.
std::string words_of(const Object& annotation);
/// Brings the box of `appearance` onto the annotation's rectangle; false where the box is empty.
bool place_appearance(const Object& annotation, const Object& appearance, PdfMatrix& placed);

} // namespace samling
