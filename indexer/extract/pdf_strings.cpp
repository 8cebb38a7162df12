#include "indexer/extract/pdf_strings.h"

#include <poppler/UTF.h>
#include <poppler/goo/gmem.h>

#include "indexer/extract/markup_scan.h"

namespace samling {

std::string pdf_utf8(const unsigned* characters, std::size_t length) {
    std::string result;
    result.reserve(length);
    for (std::size_t i = 0; i < length; ++i) {
        const unsigned code = characters[i];
        if (code == 0 || code == 0xfeff) continue;
        append_utf8(result, code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? 0xfffd : code);
    }
    return result;
}

std::string pdf_text_string(const std::string& bytes) {
    Unicode* characters = nullptr;
    const int length = TextStringToUCS4(bytes, &characters);
    std::string result = length > 0 ? pdf_utf8(characters, static_cast<std::size_t>(length)) : std::string();
    gfree(characters);
    return result;
}

} // namespace samling
