#pragma once
// Pictures of text, as a scanner gives them.

#include <string>
#include <vector>

#include "indexer/extract/ocr_engine.h"

namespace samling::test {

/// A page of these lines at 300 dots an inch. Empty (no pixels) where the font for it is not installed.
GreyPicture scanned(const std::vector<std::string>& lines);

std::string png_file(const GreyPicture& picture);
/// A picture for each.
std::string tiff_file(const std::vector<GreyPicture>& pictures);
/// A page with a picture for each, and nothing else; a page of plain text (12-point lines) for what is empty.
std::string scanned_pdf(const std::vector<GreyPicture>& pictures, const std::vector<std::string>& plain = {});

} // namespace samling::test
