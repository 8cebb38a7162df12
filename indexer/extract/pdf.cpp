#include <algorithm>
#include <climits>
#include <memory>

#include <poppler/Catalog.h>
#include <poppler/Error.h>
#include <poppler/ErrorCodes.h>
#include <poppler/GlobalParams.h>
#include <poppler/PDFDoc.h>
#include <poppler/Page.h>

#include "indexer/extract/embedded.h"
#include "indexer/extract/formats.h"
#include "indexer/extract/pdf_content.h"
#include "indexer/extract/line_hyphens.h"
#include "indexer/extract/pdf_layout.h"
#include "indexer/extract/pdf_library.h"
#include "indexer/extract/pdf_links.h"
#include "indexer/extract/pdf_outline.h"
#include "indexer/extract/pdf_running_lines.h"
#include "indexer/extract/pdf_strings.h"
#include "indexer/extract/pdf_text.h"
#include "indexer/extract/pdf_title.h"
#include "indexer/extract/xmp.h"
#include "schema/failure.h"

namespace samling {
namespace {

std::string info(PDFDoc& document, const char* key) {
    const auto value = document.getDocInfoStringEntry(key);
    return value ? pdf_text_string(value->toStr()) : std::string();
}

void read_metadata(PDFDoc& document, TextBuilder& builder) {
    auto& metadata = builder.metadata();
    // XMP first: it is richer and in a stated encoding.
    if (const auto packet = document.readMetadata()) read_xmp(packet->toStr(), metadata);
    if (is_worthless_title(metadata.title)) metadata.title.clear();
    embed(metadata, EmbeddedField::title, info(document, "Title"));
    if (is_worthless_title(metadata.title)) metadata.title.clear();
    if (metadata.creators.empty()) embed(metadata, EmbeddedField::creator, info(document, "Author"));
    embed(metadata, EmbeddedField::keywords, info(document, "Keywords"));
    const std::string subject = info(document, "Subject");
    constexpr std::size_t kSentence = 60; // a shorter subject is a keyword rather than an abstract
    embed(metadata, subject.size() >= kSentence ? EmbeddedField::abstract : EmbeddedField::keywords, subject);
    embed(metadata, EmbeddedField::date, info(document, "CreationDate"));
    embed(metadata, EmbeddedField::date, info(document, "ModDate"));
}

class PageReader {
public:
    PageReader(PDFDoc& document, TextBuilder& builder)
        : document_(document), builder_(builder), content_(document), links_(document, builder),
          labelled_(!document.getXRef()->getCatalog().dictLookup("PageLabels").isNull()) {}

    std::vector<PdfPage> read() {
        const auto count = static_cast<std::size_t>(document_.getNumPages());
        std::vector<PdfPage> pages;
        while (pages.size() < std::min(count, Limits::kPages) && bytes_ < Limits::kTextBytes &&
               !content_.late())
            pages.push_back(read_page(static_cast<int>(pages.size() + 1)));
        if (unreadable_ > 0) builder_.damaged(std::to_string(unreadable_) + " of its pages cannot be read");
        if (content_.late())
            cut("reading it took too long: the text from page " + std::to_string(pages.size()) + " of " +
                std::to_string(count) + " on is missing");
        return pages;
    }

private:
    PdfPage read_page(int number) {
        PdfPage result;
        ::Page* page = document_.getPage(number);
        if (!page || !page->isOk()) {
            ++unreadable_;
            return result;
        }
        const bool upright = page->getRotate() % 180 == 0;
        result.width = static_cast<float>(upright ? page->getCropWidth() : page->getCropHeight());
        result.height = static_cast<float>(upright ? page->getCropHeight() : page->getCropWidth());
        result.lines = lines_of(content_.read(*page));
        links_.read(*page, number);
        std::erase_if(result.lines, [&](const PdfLine& line) { return line.left >= result.width; });
        result.pictured = content_.pictured();
        if (content_.cut())
            cut("page " + std::to_string(number) + " holds more than can be read; a part of it is missing");
        for (const auto& words : content_.unshown()) {
            result.lines.emplace_back();
            result.lines.back().text = words.substr(0, Limits::kMetadataBytes);
            result.lines.back().ends_paragraph = true;
            std::replace(result.lines.back().text.begin(), result.lines.back().text.end(), '\n', ' ');
        }
        for (auto& line : result.lines) {
            line.text = plain_letters(std::move(line.text));
            bytes_ += line.text.size();
        }
        GooString label;
        if (labelled_ && document_.getCatalog()->indexToLabel(number - 1, &label))
            result.label = pdf_text_string(label.toStr());
        return result;
    }

    void cut(std::string why) {
        builder_.note(std::move(why));
        builder_.extraction().truncated = true;
    }

    PDFDoc& document_;
    TextBuilder& builder_;
    PdfContent content_;
    PdfLinks links_;
    bool labelled_; ///< Poppler makes labels up where the file has none.
    std::size_t bytes_ = 0;
    int unreadable_ = 0;
};

void ignore_message(ErrorCategory, Goffset, const char*) {}

} // namespace

void load_pdf_library() {
    globalParams = std::make_unique<GlobalParams>();
    setErrorCallback(ignore_message);
    constexpr std::string_view kSmallest =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count "
        "1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 "
        "R>>endobj\n"
        "4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        "5 0 obj<</Length 24>>stream\nBT /F 9 Tf (warm) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>\n";
    Extraction extraction;
    TextBuilder builder(extraction);
    read_pdf({kSmallest, {}, kSmallest.size()}, builder);
}

void read_pdf(const Input& input, TextBuilder& builder) {
    if (input.size > input.bytes.size() || input.bytes.size() > INT_MAX)
        throw Failure(ErrorCode::extraction_failed,
                      "it is larger than " + std::to_string(input.bytes.size() >> 20) +
                          " MB: split it or hand in a copy with smaller pictures");
    PDFDoc document(
        new MemStream(input.bytes.data(), 0, static_cast<Goffset>(input.bytes.size()), Object(objNull)));
    if (!document.isOk() && document.getErrorCode() == errEncrypted)
        throw Failure(ErrorCode::extraction_failed,
                      "it is encrypted: remove the password and hand it in again");
    if (!document.isOk())
        throw Failure(ErrorCode::extraction_failed, "it is damaged: no page of the PDF can be found");
    if (document.getNumPages() < 1)
        throw Failure(ErrorCode::extraction_failed, "it is damaged: the PDF has no pages");
    read_metadata(document, builder);
    auto pages = PageReader(document, builder).read();
    mark_running_lines(pages);
    const LineHyphens hyphens(pages);
    for (const auto& page : pages) {
        if (builder.full()) break;
        builder.verbatim(pdf_page_text(page, hyphens));
        if (page.lines.empty() && page.pictured) builder.pictured();
        builder.end_page(page.label);
    }
    if (builder.metadata().title.empty())
        embed(builder.metadata(), EmbeddedField::title, guess_pdf_title(pages));
    read_outline(document, builder);
}

} // namespace samling
