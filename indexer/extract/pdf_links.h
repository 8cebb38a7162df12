#pragma once
#include "indexer/extract/pdf_targets.h"
#include "indexer/extract/text_builder.h"

class Page;

namespace samling {

/// The links on the pages of a PDF: those to addresses, and those to other pages. NOT thread-safe; keeps references.
class PdfLinks {
public:
    PdfLinks(PDFDoc& document, TextBuilder& builder) : targets_(document), builder_(builder) {}
    /// Adds those on page `number`, each once, within Limits.
    void read(::Page& page, int number);

private:
    PdfTargets targets_;
    TextBuilder& builder_;
};

} // namespace samling
