#include "indexer/extract/recognise.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <new>

#include "indexer/extract/language.h"
#include "indexer/extract/media_type.h"
#include "indexer/extract/pdf_picture.h"
#include "indexer/extract/pdf_text.h"
#include "indexer/extract/text_builder.h"

namespace samling {
namespace {

/// Lines as those of a page that was typeset: words that a line's end parted are mended the same way.
std::string mended(std::string_view text) {
    PdfPage page;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.find_first_not_of(" \t\f\r") == std::string_view::npos) {
            if (!page.lines.empty()) page.lines.back().ends_paragraph = true;
            continue;
        }
        page.lines.emplace_back();
        page.lines.back().text = plain_letters(std::string(line));
    }
    return pdf_page_text(page, LineHyphens({page}));
}

class Tiff {
public:
    explicit Tiff(std::string_view bytes) : bytes_(bytes), little_(bytes.starts_with("II")) {}

    /// Follows the chain of directories; a chain that bites its tail ends at the limit.
    int pictures() const {
        int count = 0;
        std::size_t at = number(4, 4);
        for (; at != 0 && at + 2 <= bytes_.size() && count < static_cast<int>(Limits::kPages); ++count)
            at = number(at + 2 + number(at, 2) * 12, 4);
        return std::max(count, 1);
    }

private:
    std::size_t number(std::size_t at, std::size_t width) const {
        if (at > bytes_.size() || bytes_.size() - at < width) return 0;
        std::size_t value = 0;
        for (std::size_t i = 0; i < width; ++i)
            value = value << 8 | static_cast<unsigned char>(bytes_[at + (little_ ? width - 1 - i : i)]);
        return value;
    }

    std::string_view bytes_;
    bool little_;
};

} // namespace

int pictures_in(std::string_view bytes) {
    constexpr std::string_view kLittle("II*\0", 4), kBig("MM\0*", 4);
    return bytes.starts_with(kLittle) || bytes.starts_with(kBig) ? Tiff(bytes).pictures() : 1;
}

Extraction recognise_page(const Input& input, int page, OcrEngine& engine) {
    Extraction extraction;
    try {
        extraction.media_type = media_type(input);
        const auto reading = extraction.media_type == "application/pdf"
                                 ? engine.read(draw_pdf_page(input, page))
                                 : engine.read_file(input.bytes, page);
        extraction.extractor = engine.name();
        TextBuilder builder(extraction);
        builder.verbatim(mended(reading.text));
        builder.finish();
        if (!reading.whole)
            builder.note("its text recognition took too long and was ended before the end of the page");
        extraction.status =
            extraction.pages.front().text.empty() ? Extraction::Status::no_text : Extraction::Status::text;
        detect_languages(extraction);
        extraction.readings.resize(1);
        extraction.readings.front().recognition = std::clamp(static_cast<int>(std::lround(reading.confidence)), 0, 100);
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        extraction.status = Extraction::Status::refused;
        extraction.reason = error.what();
    }
    return extraction;
}

} // namespace samling
