#include "tests/indexer/scanned.h"

#include <fstream>
#include <sstream>

#include <zlib.h>

#include "indexer/extract/pdf_picture.h"
#include "indexer/extract/warm_up.h"
#include "tests/support/pdf_builder.h"

namespace samling::test {
namespace {

std::string font() {
    std::ifstream file("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return file ? bytes.str() : std::string();
}

std::string deflated(std::string_view bytes) {
    std::string result(compressBound(bytes.size()), '\0');
    uLongf length = result.size();
    compress(reinterpret_cast<Bytef*>(result.data()), &length, reinterpret_cast<const Bytef*>(bytes.data()),
             bytes.size());
    result.resize(length);
    return result;
}

std::string big_endian(std::size_t value) {
    std::string bytes;
    for (const int shift : {24, 16, 8, 0})
        bytes += static_cast<char>(value >> shift & 0xff);
    return bytes;
}

std::string png_chunk(const std::string& name, const std::string& data) {
    const std::string body = name + data;
    return big_endian(data.size()) + body +
           big_endian(crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size())));
}

std::string_view pixels_of(const GreyPicture& picture) {
    return {reinterpret_cast<const char*>(picture.pixels.data()), picture.pixels.size()};
}

void put(std::string& bytes, std::size_t value, int width) {
    for (int i = 0; i < width; ++i, value >>= 8)
        bytes += static_cast<char>(value & 0xff);
}

} // namespace

GreyPicture scanned(const std::vector<std::string>& lines) {
    const auto bytes = font();
    if (bytes.empty()) return {};
    PdfBuilder builder;
    const int file = builder.add_stream("/Length1 " + std::to_string(bytes.size()), bytes);
    const int descriptor = builder.add(
        "<</Type/FontDescriptor/FontName/DejaVuSansMono/Flags 32/FontBBox[0 -236 602 928]/ItalicAngle 0"
        "/Ascent 928/Descent -236/CapHeight 729/StemV 80/FontFile2 " +
        std::to_string(file) + " 0 R>>");
    std::string widths;
    for (int i = 32; i < 127; ++i)
        widths += "602 ";
    const int set = builder.add(
        "<</Type/Font/Subtype/TrueType/BaseFont/DejaVuSansMono/FirstChar 32/LastChar 126/Widths[" + widths +
        "]/Encoding/WinAnsiEncoding/FontDescriptor " + std::to_string(descriptor) + " 0 R>>");
    std::string content = "BT /G 14 Tf 60 700 Td 22 TL ";
    for (const auto& line : lines)
        content += "(" + line + ") Tj T* ";
    builder.add_page(content + "ET", "/CropBox[0 500 612 792]",
                     "/Font<</G " + std::to_string(set) + " 0 R>>");
    const auto pdf = builder.file();
    warm_up();
    return draw_pdf_page({pdf, {}, pdf.size()}, 1);
}

std::string png_file(const GreyPicture& picture) {
    std::string rows;
    for (int y = 0; y < picture.height; ++y) {
        rows += '\0';
        rows += pixels_of(picture).substr(static_cast<std::size_t>(y * picture.width),
                                          static_cast<std::size_t>(picture.width));
    }
    const auto header = big_endian(static_cast<std::size_t>(picture.width)) +
                        big_endian(static_cast<std::size_t>(picture.height)) + std::string("\x08\0\0\0\0", 5);
    return "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", header) + png_chunk("IDAT", deflated(rows)) +
           png_chunk("IEND", "");
}

std::string tiff_file(const std::vector<GreyPicture>& pictures) {
    constexpr std::size_t kHeader = 8, kEntries = 9, kDirectory = 2 + kEntries * 12 + 4;
    std::string file("II*\0", 4);
    put(file, kHeader, 4);
    for (const auto& picture : pictures) {
        const std::size_t pixels = file.size() + kDirectory, length = picture.pixels.size();
        const std::size_t entries[kEntries][2] = {{256, static_cast<std::size_t>(picture.width)},
                                                  {257, static_cast<std::size_t>(picture.height)},
                                                  {258, 8},
                                                  {259, 1}, // not compressed
                                                  {262, 1}, // black is zero
                                                  {273, pixels},
                                                  {277, 1},
                                                  {278, static_cast<std::size_t>(picture.height)},
                                                  {279, length}};
        put(file, kEntries, 2);
        for (const auto& [tag, value] : entries) {
            put(file, tag, 2);
            put(file, 4, 2); // a number of four bytes
            put(file, 1, 4);
            put(file, value, 4);
        }
        put(file, &picture == &pictures.back() ? 0 : pixels + length, 4);
        file += pixels_of(picture);
    }
    return file;
}

std::string scanned_pdf(const std::vector<GreyPicture>& pictures, const std::vector<std::string>& plain) {
    PdfBuilder builder;
    for (const auto& picture : pictures) {
        if (picture.pixels.empty()) {
            builder.add_page(pdf_lines(plain));
            continue;
        }
        const int image = builder.add_stream(
            "/Type/XObject/Subtype/Image/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode/Width " +
                std::to_string(picture.width) + "/Height " + std::to_string(picture.height),
            deflated(pixels_of(picture)));
        builder.add_page("q 612 0 0 292 0 500 cm /I Do Q", {},
                         "/XObject<</I " + std::to_string(image) + " 0 R>>");
    }
    return builder.file();
}

} // namespace samling::test
