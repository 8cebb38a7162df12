// What the pool decodes comes from a process that may have been taken over.
#include <cstddef>
#include <cstdint>

#include "indexer/extraction.h"
#include "schema/failure.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try {
        const auto extraction = samling::decode_extraction(bytes);
        if (samling::encode(extraction) != bytes) __builtin_trap(); // one message has one form
    } catch (const samling::Failure&) {
    }
    return 0;
}
