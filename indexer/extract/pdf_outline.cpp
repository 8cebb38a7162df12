#include "indexer/extract/pdf_outline.h"

#include <algorithm>

#include <poppler/Outline.h>
#include <poppler/PDFDoc.h>

#include "indexer/extract/pdf_strings.h"
#include "indexer/extract/pdf_targets.h"

namespace samling {
namespace {

class OutlineReader {
public:
    OutlineReader(PDFDoc& document, TextBuilder& builder) : targets_(document), builder_(builder) {}

    void read(const std::vector<OutlineItem*>* items, int level) {
        constexpr int kLevels = 9;
        if (!items || level > kLevels) return;
        for (OutlineItem* item : *items) {
            if (++count_ > Limits::kHeadings) return;
            if (const int page = targets_.page_of(item->getAction()); page > 0) page_ = page;
            const auto length = static_cast<std::size_t>(std::max(item->getTitleLength(), 0));
            builder_.add_heading({page_, level, pdf_utf8(item->getTitle(), length)});
            item->open();
            read(item->getKids(), level + 1);
        }
    }

private:
    PdfTargets targets_;
    TextBuilder& builder_;
    std::size_t count_ = 0;
    int page_ = 1;
};

} // namespace

void read_outline(PDFDoc& document, TextBuilder& builder) {
    Outline* outline = document.getOutline();
    if (outline) OutlineReader(document, builder).read(outline->getItems(), 1);
}

} // namespace samling
