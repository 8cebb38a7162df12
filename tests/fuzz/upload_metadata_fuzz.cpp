#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "schema/failure.h"
#include "searchd/net/upload_metadata.h"

/// What a client says of the file it is about to send: read, or refused as its mistake.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view header(reinterpret_cast<const char*>(data), size);
    try {
        for (const auto& [name, value] : samling::read_upload_metadata(header))
            if (name.empty() || name.size() + value.size() > size) std::abort();
    } catch (const samling::Failure& failure) {
        if (failure.code() != samling::ErrorCode::invalid_argument) std::abort();
    }
    return 0;
}
