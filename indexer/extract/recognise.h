#pragma once
#include "indexer/extract/input.h"
#include "indexer/extract/ocr_engine.h"
#include "indexer/extraction.h"

namespace samling {

/// One page of a PDF or a picture, from 1, read by text recognition: an Extraction of a single page, with its
/// language and its confidence, or refused with a reason.
Extraction recognise_page(const Input& input, int page, OcrEngine& engine);

/// How many pictures a TIFF holds, at most Limits::kPages; 1 for any other bytes.
int pictures_in(std::string_view bytes);

} // namespace samling
