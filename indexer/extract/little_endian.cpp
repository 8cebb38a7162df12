#include "indexer/extract/little_endian.h"

#include "indexer/extract/charset.h"
#include "indexer/extract/markup_scan.h"

namespace samling {

std::string utf16_to_utf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        unsigned unit = u16(bytes, at);
        const unsigned next = u16(bytes, at + 2);
        if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
            unit = 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00);
            at += 2;
        } else if (unit >= 0xd800 && unit < 0xe000) {
            unit = 0xfffd;
        }
        append_utf8(text, unit);
    }
    return text;
}

std::string western_to_utf8(std::string_view bytes) {
    std::string text;
    convert_to_utf8(bytes, "windows-1252", text);
    return text;
}

} // namespace samling
