#include <cstddef>
#include <cstdint>

#include "indexer/extract/rtf_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    samling::Extraction extraction;
    samling::TextBuilder builder(extraction);
    samling::RtfReader({reinterpret_cast<const char*>(data), size}, builder).read();
    builder.finish();
    return 0;
}
