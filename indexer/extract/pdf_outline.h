#pragma once
#include "indexer/extract/text_builder.h"

class PDFDoc;

namespace samling {

/// Adds the outline's items as headings of the pages that they lead to. An item that leads nowhere in this
/// document gets the page of the item before it.
void read_outline(PDFDoc& document, TextBuilder& builder);

} // namespace samling
