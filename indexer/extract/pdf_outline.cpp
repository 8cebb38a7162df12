#include "indexer/extract/pdf_outline.h"

#include <map>
#include <utility>

#include <poppler/Catalog.h>
#include <poppler/Link.h>
#include <poppler/Outline.h>
#include <poppler/PDFDoc.h>

#include "indexer/extract/pdf_strings.h"

namespace samling {
namespace {

class OutlineReader {
public:
    OutlineReader(PDFDoc& document, TextBuilder& builder) : document_(document), builder_(builder) {}

    void read(const std::vector<OutlineItem*>* items, int level) {
        constexpr int kLevels = 9;
        if (!items || level > kLevels) return;
        for (OutlineItem* item : *items) {
            if (++count_ > Limits::kHeadings) return;
            if (const int page = page_of(*item); page > 0) page_ = page;
            const auto length = static_cast<std::size_t>(std::max(item->getTitleLength(), 0));
            builder_.add_heading({page_, level, pdf_utf8(item->getTitle(), length)});
            item->open();
            read(item->getKids(), level + 1);
        }
    }

private:
    /// 0 where it leads nowhere.
    int page_of(const OutlineItem& item) {
        const LinkAction* action = item.getAction();
        if (!action || action->getKind() != actionGoTo) return 0;
        const auto* jump = static_cast<const LinkGoTo*>(action);
        if (const LinkDest* target = jump->getDest()) return page_of(*target);
        const GooString* name = jump->getNamedDest();
        const auto target = name ? document_.findDest(name) : nullptr;
        return target ? page_of(*target) : 0;
    }

    int page_of(const LinkDest& target) {
        if (!target.isOk()) return 0;
        if (!target.isPageRef())
            return target.getPageNum() <= document_.getNumPages() ? target.getPageNum() : 0;
        number_pages();
        const auto found = numbers_.find({target.getPageRef().num, target.getPageRef().gen});
        return found == numbers_.end() ? 0 : found->second;
    }

    /// Poppler goes through all pages for each target.
    void number_pages() {
        if (!numbers_.empty()) return;
        for (int page = 1; page <= document_.getNumPages(); ++page)
            if (const Ref* ref = document_.getCatalog()->getPageRef(page))
                numbers_.emplace(std::pair(ref->num, ref->gen), page);
    }

    PDFDoc& document_;
    TextBuilder& builder_;
    std::map<std::pair<int, int>, int> numbers_;
    std::size_t count_ = 0;
    int page_ = 1;
};

} // namespace

void read_outline(PDFDoc& document, TextBuilder& builder) {
    Outline* outline = document.getOutline();
    if (outline) OutlineReader(document, builder).read(outline->getItems(), 1);
}

} // namespace samling
