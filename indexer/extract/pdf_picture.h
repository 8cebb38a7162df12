#pragma once
#include "indexer/extract/input.h"
#include "indexer/extract/ocr_engine.h"

namespace samling {

/// A page of a PDF, from 1, as a reader sees it. Throws Failure{extraction_failed} where it cannot be drawn.
GreyPicture draw_pdf_page(const Input& input, int page);

} // namespace samling
