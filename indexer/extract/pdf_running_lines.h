#pragma once
#include <vector>

#include "indexer/extract/pdf_layout.h"

namespace samling {

/// Finds running heads, running feet and page numbers: lines in the margin that come again at the same height
/// on at least three pages near each other, their numbers the same or counting with the pages. Such lines
/// become `marginal`, and where pages have no label yet, the number that counts with them becomes it. Pages
/// of a document of one or two pages keep every line.
void mark_running_lines(std::vector<PdfPage>& pages);

} // namespace samling
