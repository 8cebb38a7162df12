#include "indexer/extract/pdf_picture.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <poppler/PDFDoc.h>
#include <poppler/Page.h>
#include <poppler/SplashOutputDev.h>
#include <poppler/splash/SplashBitmap.h>

#include "indexer/extract/reading_time.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr double kPointsPerInch = 72;

bool is_over(void* time) {
    return static_cast<const ReadingTime*>(time)->over();
}

/// What scanners give and tesseract likes, or less where the page is large.
double dots_per_inch(::Page& page) {
    constexpr double kScanned = 300;
    const double area = page.getCropWidth() * page.getCropHeight() / (kPointsPerInch * kPointsPerInch);
    return area > 0 ? std::min(kScanned, std::sqrt(kMostPixels / area)) : kScanned;
}

} // namespace

GreyPicture draw_pdf_page(const Input& input, int page) {
    PDFDoc document(
        new MemStream(input.bytes.data(), 0, static_cast<Goffset>(input.bytes.size()), Object(objNull)));
    ::Page* source = document.isOk() && page <= document.getNumPages() ? document.getPage(page) : nullptr;
    if (!source || !source->isOk()) throw Failure(ErrorCode::extraction_failed, "the page cannot be read");
    const double dots = dots_per_inch(*source);
    SplashColor white = {255, 255, 255, 255};
    SplashOutputDev device(splashModeMono8, 1, false, white);
    device.startDoc(&document);
    ReadingTime time;
    document.displayPage(&device, page, dots, dots, 0, false, true, false, &is_over, &time);
    const SplashBitmap* bitmap = device.getBitmap();
    if (!bitmap || !bitmap->getDataPtr())
        throw Failure(ErrorCode::extraction_failed, "the page cannot be drawn");
    GreyPicture picture{bitmap->getWidth(), bitmap->getHeight(), static_cast<int>(dots), {}};
    const auto width = static_cast<std::size_t>(picture.width);
    picture.pixels.resize(width * static_cast<std::size_t>(picture.height));
    for (int y = 0; y < picture.height; ++y)
        std::memcpy(picture.pixels.data() + static_cast<std::size_t>(y) * width,
                    bitmap->getDataPtr() + static_cast<std::ptrdiff_t>(y) * bitmap->getRowSize(), width);
    return picture;
}

} // namespace samling
