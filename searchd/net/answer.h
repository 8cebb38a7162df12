#pragma once
// From a Response to what goes over the wire.

#include <cstdint>
#include <string>

#include "searchd/net/head_parser.h"
#include "searchd/net/http.h"

namespace samling {

/// Head and body in `bytes`, then `file_length` bytes of the open `file` from `file_offset`.
struct Answer {
    std::string bytes;
    int file = -1; ///< Owned by whoever holds the Answer; -1: none.
    std::uint64_t file_offset = 0;
    std::uint64_t file_length = 0;
    int status = 0;
    bool keep_alive = false;
};

/// Completes a handler's response: 304 where the client has it already (ETag), a byte range of a file (one
/// range; others give the whole), gzip of text over 1 KB where the client takes it, Content-Length, Date, the
/// security headers that hold for everything. HEAD gets no body. Throws Failure{internal} when a header holds
/// a line break and Failure{not_found} when the file is gone.
Answer make_answer(const Request& request, const Framing& framing, Response response);

} // namespace samling
