#include <climits>
#include <memory>

#include <iconv.h>
#include <poppler-document.h>
#include <poppler-page.h>
#include <poppler-toc.h>
#include <poppler-version.h>

#include "indexer/extract/embedded.h"
#include "indexer/extract/formats.h"
#include "indexer/extract/markup_scan.h"
#include "indexer/extract/pdf_library.h"
#include "indexer/extract/pdf_outline.h"
#include "indexer/extract/pdf_text.h"
#include "indexer/extract/xmp.h"
#include "schema/failure.h"

namespace samling {
namespace {

/// By hand: poppler's own to_utf8 asks iconv at every call.
std::string utf8(const poppler::ustring& wide) {
    std::string result;
    result.reserve(wide.size());
    for (std::size_t i = 0; i < wide.size(); ++i) {
        unsigned code = wide[i];
        const bool high = code >= 0xd800 && code < 0xdc00;
        if (high && i + 1 < wide.size() && wide[i + 1] >= 0xdc00 && wide[i + 1] < 0xe000)
            code = 0x10000 + ((code - 0xd800) << 10) + (wide[++i] - 0xdc00u);
        else if (code >= 0xd800 && code < 0xe000)
            code = 0xfffd;
        if (code == 0xfeff) continue;
        append_utf8(result, code);
    }
    return result;
}

void read_metadata(const poppler::document& document, TextBuilder& builder) {
    auto& metadata = builder.metadata();
    // XMP first: it is richer and in a stated encoding.
    read_xmp(utf8(document.metadata()), metadata);
    embed(metadata, EmbeddedField::title, utf8(document.info_key("Title")));
    if (metadata.creators.empty()) embed(metadata, EmbeddedField::creator, utf8(document.info_key("Author")));
    embed(metadata, EmbeddedField::keywords, utf8(document.info_key("Keywords")));
    const std::string subject = utf8(document.info_key("Subject"));
    constexpr std::size_t kSentence = 60; // a shorter subject is a keyword rather than an abstract
    embed(metadata, subject.size() >= kSentence ? EmbeddedField::abstract : EmbeddedField::keywords, subject);
    embed(metadata, EmbeddedField::date, utf8(document.info_key("CreationDate")));
    embed(metadata, EmbeddedField::date, utf8(document.info_key("ModDate")));
}

void collect_outline(const poppler::toc_item* item, int level, std::vector<OutlineItem>& outline) {
    constexpr int kLevels = 9;
    if (!item || level > kLevels || outline.size() >= Limits::kHeadings) return;
    for (auto child = item->children_begin(); child != item->children_end(); ++child) {
        outline.push_back({level, utf8((*child)->title())});
        collect_outline(*child, level + 1, outline);
    }
}

void read_pages(const poppler::document& document, TextBuilder& builder) {
    const int count = document.pages();
    int unreadable = 0;
    std::vector<std::string> texts;
    for (int i = 0; i < count && !builder.full(); ++i) {
        const std::unique_ptr<poppler::page> page(document.create_page(i));
        std::string label;
        if (page) {
            const auto text = page->text(poppler::rectf(), poppler::page::non_raw_non_physical_layout);
            builder.verbatim(pdf_page_text(utf8(text)));
            label = utf8(page->label());
        } else {
            ++unreadable;
        }
        builder.end_page(std::move(label));
    }
    if (unreadable > 0) builder.damaged(std::to_string(unreadable) + " of its pages cannot be read");
}

void ignore_message(const std::string&, void*) {}

} // namespace

void load_pdf_library() {
    poppler::set_debug_error_function(ignore_message, nullptr);
    // glibc loads these converters from files and drops them again after a while: held open, they stay.
    static const volatile iconv_t held[] = {iconv_open("UTF-8", "UTF-16"), iconv_open("UTF-16", "UTF-8")};
    static_cast<void>(held[0]);
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
    const std::unique_ptr<poppler::document> document(
        poppler::document::load_from_raw_data(input.bytes.data(), static_cast<int>(input.bytes.size())));
    if (!document)
        throw Failure(ErrorCode::extraction_failed, "it is damaged: no page of the PDF can be found");
    if (document->is_locked())
        throw Failure(ErrorCode::extraction_failed,
                      "it is encrypted: remove the password and hand it in again");
    if (document->pages() < 1)
        throw Failure(ErrorCode::extraction_failed, "it is damaged: the PDF has no pages");
    read_metadata(*document, builder);
    read_pages(*document, builder);
    std::vector<OutlineItem> outline;
    const std::unique_ptr<poppler::toc> contents(document->create_toc());
    if (contents) collect_outline(contents->root(), 1, outline);
    for (auto& heading : place_outline(outline, builder.extraction().pages))
        builder.add_heading(std::move(heading));
}

} // namespace samling
