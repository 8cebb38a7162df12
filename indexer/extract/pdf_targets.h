#pragma once
// Where links and outline items of a PDF lead.

#include <map>
#include <utility>

class LinkAction;
class LinkDest;
class PDFDoc;

namespace samling {

/// NOT thread-safe; keeps a reference.
class PdfTargets {
public:
    explicit PdfTargets(PDFDoc& document) : document_(document) {}
    /// The page, from 1, that `action` (which may be null) leads to; 0 where it leads nowhere in this document.
    int page_of(const LinkAction* action);

private:
    int page_of(const LinkDest& target);
    void number_pages();

    PDFDoc& document_;
    std::map<std::pair<int, int>, int> numbers_;
};

} // namespace samling
