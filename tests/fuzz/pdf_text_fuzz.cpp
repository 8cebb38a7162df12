// The parsers of our own for PDF: content streams, and all that is done with lines after poppler has laid them out.
#include <cstddef>
#include <cstdint>
#include <utility>

#include "indexer/extract/pdf_lexer.h"
#include "indexer/extract/pdf_running_lines.h"
#include "indexer/extract/pdf_text.h"
#include "indexer/extract/pdf_title.h"
#include "indexer/extract/recognise.h"

namespace {

/// Pages parted by form feeds, lines by line feeds; the first byte of a line sets its size, the second its height.
std::vector<samling::PdfPage> pages_in(std::string_view bytes) {
    std::vector<samling::PdfPage> pages(1);
    pages.back().height = 800;
    samling::PdfLine line;
    const auto end_line = [&] {
        if (line.text.size() < 2) return;
        line.size = static_cast<float>(static_cast<unsigned char>(line.text[0])) / 4;
        line.top = static_cast<float>(static_cast<unsigned char>(line.text[1])) * 4;
        line.bottom = line.top + line.size;
        line.text = samling::plain_letters(line.text.substr(2));
        pages.back().lines.push_back(std::exchange(line, {}));
    };
    for (const char c : bytes) {
        if (c == '\n' || c == '\f') end_line();
        else line.text += c;
        if (c == '\f') {
            pages.emplace_back();
            pages.back().height = 800;
        }
    }
    end_line();
    return pages;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::string content(bytes);
    samling::PdfLexer lexer(content);
    for (auto token = lexer.next(); token.kind != samling::PdfToken::Kind::end; token = lexer.next())
        if (token.text == "BI") lexer.skip_inline_image();

    auto pages = pages_in(bytes);
    samling::mark_running_lines(pages);
    const samling::LineHyphens hyphens(pages);
    for (const auto& page : pages)
        samling::pdf_page_text(page, hyphens);
    samling::guess_pdf_title(pages);
    samling::pictures_in(bytes);
    return 0;
}
