// The scan that stands between hostile markup and the parsers.
#include <cstddef>
#include <cstdint>

#include "indexer/extract/markup_scan.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    samling::markup_shape(bytes, samling::MarkupKind::html);
    samling::markup_shape(bytes, samling::MarkupKind::xml);
    samling::strip_markup(bytes);
    return 0;
}
