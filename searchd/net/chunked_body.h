#pragma once
// Decoding of "Transfer-Encoding: chunked" (RFC 9112 section 7.1), as bytes come in.

#include <cstddef>
#include <string>
#include <string_view>

namespace samling {

class ChunkedBody {
public:
    enum class State { more, done, malformed, too_large };
    /// `limit` is of the bytes of the body, over all calls of feed.
    explicit ChunkedBody(std::size_t limit) : limit_(limit) {}

    /// Takes bytes from the front of `input`, which it removes, and appends what they say to `body`.
    State feed(std::string& input, std::string& body);

private:
    enum class Part { size, data, data_end, trailer };
    State decode(std::string_view& input, std::string& body);

    std::size_t limit_;
    Part part_ = Part::size;
    std::size_t left_ = 0;
    std::size_t taken_ = 0; ///< Bytes of all chunks whose size is known; never more than limit_.
    std::size_t trailer_bytes_ = 0;
};

} // namespace samling
