#pragma once
// MIME (RFC 2045 to 2047, 2231): a message as a tree of parts. Own code since the libraries for it either decode by
// iconv, which loads tables from files that the worker may not open, or build the whole message in memory many times.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samling {

/// A part and what lies in it. Views into the message.
struct MimePart {
    std::vector<std::pair<std::string, std::string>> headers; ///< Names in lower case, values unfolded, as sent.
    std::string type = "text/plain";                          ///< In lower case, without parameters.
    std::string_view body;                                    ///< As sent.
    std::vector<MimePart> parts;                              ///< Of a multipart, or the one message of message/rfc822.

    /// The value of the first header called `name` (in lower case), or empty.
    std::string_view header(std::string_view name) const;
    /// A parameter of a header: parameter("content-type", "charset"). Decoded, UTF-8.
    std::string parameter(std::string_view header_name, std::string_view name) const;
    bool is_attachment() const;
    /// The name that an attachment was sent under, or empty.
    std::string file_name() const;
};

/// Where reading stops.
struct MimeLimits {
    static constexpr int kDepth = 16;
    static constexpr std::size_t kParts = 1000, kHeaders = 500;
    static constexpr std::size_t kHeaderBytes = 16 * 1024; ///< Of one header.
};

/// Reads a message. What goes beyond the limits is left out, and `cut` set.
MimePart read_mime(std::string_view message, bool& cut);

/// The bytes of a part, its transfer encoding undone; at most `limit` of them.
std::string decoded_body(const MimePart& part, std::size_t limit);

/// A header's text with its encoded words ("=?utf-8?B?...?=") undone, as UTF-8.
std::string decode_header(std::string_view value);

} // namespace samling
