#include "indexer/extract/pdf_targets.h"

#include <poppler/Catalog.h>
#include <poppler/Link.h>
#include <poppler/PDFDoc.h>

namespace samling {

int PdfTargets::page_of(const LinkAction* action) {
    if (!action || action->getKind() != actionGoTo) return 0;
    const auto* jump = static_cast<const LinkGoTo*>(action);
    if (const LinkDest* target = jump->getDest()) return page_of(*target);
    const GooString* name = jump->getNamedDest();
    const auto target = name ? document_.findDest(name) : nullptr;
    return target ? page_of(*target) : 0;
}

int PdfTargets::page_of(const LinkDest& target) {
    if (!target.isOk()) return 0;
    if (!target.isPageRef())
        return target.getPageNum() > 0 && target.getPageNum() <= document_.getNumPages() ? target.getPageNum() : 0;
    number_pages();
    const auto found = numbers_.find({target.getPageRef().num, target.getPageRef().gen});
    return found == numbers_.end() ? 0 : found->second;
}

/// Poppler goes through all pages for each target.
void PdfTargets::number_pages() {
    if (!numbers_.empty()) return;
    for (int page = 1; page <= document_.getNumPages(); ++page)
        if (const Ref* ref = document_.getCatalog()->getPageRef(page))
            numbers_.emplace(std::pair(ref->num, ref->gen), page);
}

} // namespace samling
