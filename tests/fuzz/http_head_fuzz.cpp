#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "schema/text.h"
#include "searchd/net/chunked_body.h"
#include "searchd/net/head_parser.h"

/// A request as it comes over the wire: a head, and behind it a body in chunks.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace samling;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto end = head_end(bytes);
    if (end > 0) {
        const auto head = parse_head(bytes.substr(0, end));
        for (const auto& segment : head.request.path)
            if (!head.mistake && (segment == ".." || segment == "." || !is_valid_utf8(segment))) std::abort();
        for (const auto& [name, value] : head.request.headers)
            if (value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) std::abort();
    }
    constexpr std::size_t kLimit = 4096;
    ChunkedBody chunks(kLimit);
    std::string input(bytes.substr(end)), body;
    chunks.feed(input, body);
    if (body.size() > kLimit) std::abort();
    return 0;
}
