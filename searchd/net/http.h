#pragma once
// HTTP as plain values: what a handler is given and what it gives back. Nothing of Poco or of sockets here.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searchd/net/streamed_body.h"

namespace samling {

/// One complete, checked request. Immutable once made; parsed exactly once.
struct Request {
    std::string method; ///< Upper case: "GET", "HEAD", "POST", …
    std::string target; ///< As sent: path and query, at most 128 KB.
    std::vector<std::string>
        path; ///< Decoded segments of the path: "/documents/a%2Fb" is {"documents", "a/b"}. Valid UTF-8.
    bool trailing_slash = false; ///< The path ended in '/', beyond the root.
    /// Decoded query parameters in the order sent, keys repeated. Valid UTF-8: malformed bytes are U+FFFD.
    std::vector<std::pair<std::string, std::string>> query;
    std::map<std::string, std::string> headers; ///< Names in lower case; repeated ones joined by ", ".
    std::string body;                           ///< At most ServerOptions::body_bytes; empty where streamed is.
    std::shared_ptr<StreamedBody> streamed;     ///< The body, where ServerOptions::stream_body said so; else null.
    std::string remote;                         ///< Peer address, without port.

    /// The first value of `key` in the query, or nothing.
    std::optional<std::string> parameter(std::string_view key) const;
    /// The value of a header by its lower-case name, or "".
    std::string_view header(std::string_view name) const;
};

/// One complete answer. The server adds Date, Content-Length, Connection and the security headers that hold
/// for every answer; a handler sets what is its own.
struct Response {
    int status = 200;
    std::string content_type; ///< With charset.
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    /// Sent instead of `body` when not empty; streamed from disk, never held in memory. Byte ranges are
    /// served.
    std::filesystem::path file;
};

/// Maps a request to its answer. Called from several threads at once. Whatever it throws becomes an answer:
/// Failure by its error table row, anything else a 500; see ServerOptions::on_error for how that is rendered.
using Handler = std::function<Response(const Request&)>;

/// "a b&c" -> "a%20b%26c"; for building links.
std::string percent_encode(std::string_view text);
/// Malformed escapes stay as they are. `plus_is_space` is what forms need.
enum class PlusSign { literal, space };
std::string percent_decode(std::string_view text, PlusSign plus);

} // namespace samling
