#pragma once
#include <string>
#include <vector>

#include "indexer/extract/pdf_layout.h"

namespace samling {

/// True for a title that tells nothing of the document: a file's name, a program's, a masthead.
bool is_worthless_title(const std::string& title);

/// The title as it is set on the first page with text: the lines in the largest type in its upper part. Empty
/// where no type stands out.
std::string guess_pdf_title(const std::vector<PdfPage>& pages);

} // namespace samling
