#include "indexer/extract/rtf_reader.h"

#include "indexer/extract/formats.h"

namespace samling {

void read_rtf(const Input& input, TextBuilder& builder) {
    RtfReader(input.bytes, builder).read();
}

} // namespace samling
