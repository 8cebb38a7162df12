#pragma once
// From the bytes of a request's head to a Request. Pure, so that it can be tested and fuzzed without a
// socket.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "searchd/net/http.h"

namespace samling {

/// How the body is delimited and what becomes of the connection.
struct Framing {
    std::size_t content_length = 0;
    bool chunked = false;
    bool keep_alive = true;
    bool expects_continue = false;
    bool http_1_0 = false;
};

struct HeadMistake {
    int status;         ///< 400, 414, 431, 501 or 505.
    std::string detail; ///< For people.
};

struct ParsedHead {
    Request request;
    Framing framing;
    std::optional<HeadMistake> mistake; ///< When set, nothing else holds and the connection must be closed.
};

/// Where the head ends (behind the empty line) in `bytes`, or 0 when it is not complete yet.
/// The first `seen` bytes are known to hold no end, so that a dribbled head is not searched from its beginning each time.
std::size_t head_end(std::string_view bytes, std::size_t seen = 0);

/// Parses a complete head. Strict where leniency lets requests be smuggled (RFC 9112 sections 3, 5 and 6):
/// bare line feeds, folded lines, space before a colon, control characters, repeated or odd Content-Length,
/// Content-Length with Transfer-Encoding, an unknown transfer coding, a missing or repeated Host, dot
/// segments and NUL in the path.
ParsedHead parse_head(std::string_view head);

} // namespace samling
