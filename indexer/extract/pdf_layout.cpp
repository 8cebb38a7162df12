#include "indexer/extract/pdf_layout.h"

#include <string_view>

#include <poppler/TextOutputDev.h>

namespace samling {
namespace {

void collect(void* pieces, const char* text, int length) {
    static_cast<std::vector<std::string>*>(pieces)->emplace_back(text, static_cast<std::size_t>(length));
}

/// Poppler wraps words of another direction in marks for terminals.
void drop_direction_marks(std::string& text) {
    constexpr std::string_view kLead = "\xe2\x80"; // U+202A to U+202E, U+200E, U+200F
    for (std::size_t at = text.find(kLead); at != std::string::npos && at + 2 < text.size();
         at = text.find(kLead, at)) {
        const auto last = static_cast<unsigned char>(text[at + 2]);
        if ((last >= 0xaa && last <= 0xae) || last == 0x8e || last == 0x8f)
            text.erase(at, 3);
        else
            at += 3;
    }
}

void measure(const TextLine& source, PdfLine& line) {
    int longest = 0;
    for (const TextWord* word = source.getWords(); word; word = word->getNext()) {
        double left, top, right, bottom;
        word->getBBox(&left, &top, &right, &bottom);
        const bool first = longest == 0;
        line.left = first ? static_cast<float>(left) : std::min(line.left, static_cast<float>(left));
        line.top = first ? static_cast<float>(top) : std::min(line.top, static_cast<float>(top));
        line.right = std::max(line.right, static_cast<float>(right));
        line.bottom = std::max(line.bottom, static_cast<float>(bottom));
        if (word->getLength() <= longest) continue;
        longest = word->getLength();
        line.size = static_cast<float>(word->getFontSize());
        line.bold = word->getFontInfo(0)->isBold();
    }
}

} // namespace

/// TextPage tells the text of its lines in the order of its flows, blocks and lines, and a line break of its
/// own behind each, but where it drops the hyphen at the line's end. Whether a hyphen has to go is decided
/// later, so it comes back.
std::vector<PdfLine> lines_of(TextPage& text) {
    std::vector<std::string> pieces;
    text.dump(&pieces, &collect, false, eolUnix, false);
    std::vector<PdfLine> lines;
    std::size_t at = 0;
    for (const TextFlow* flow = text.getFlows(); flow; flow = flow->getNext(), ++at) {
        for (const TextBlock* block = flow->getBlocks(); block; block = block->getNext())
            for (const TextLine* source = block->getLines(); source && at < pieces.size();
                 source = source->getNext()) {
                PdfLine line;
                line.text = std::move(pieces[at]);
                const bool dropped = source->isHyphenated() && (source->getNext() || block->getNext());
                at += dropped ? 1 : 2;
                drop_direction_marks(line.text);
                if (dropped) line.text += '-';
                measure(*source, line);
                lines.push_back(std::move(line));
            }
        if (!lines.empty()) lines.back().ends_paragraph = true;
    }
    return lines;
}

} // namespace samling
