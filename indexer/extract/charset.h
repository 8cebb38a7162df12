#pragma once
#include <string>
#include <string_view>

namespace samling {

struct Decoded {
    std::string text;     ///< UTF-8, which may still hold malformed bytes where the source does.
    std::string encoding; ///< As the source was read: an IANA name.
};

/// The first `limit` bytes, or up to three fewer, so that no character of UTF-8 is cut: a cut one would make the text look like
/// another encoding.
std::string_view beginning(std::string_view bytes, std::size_t limit);

/// Reads `bytes` by their byte order mark, else as UTF-8 where they are valid UTF-8, else as `declared` where
/// that is a known charset, else by ICU's guess, else as latin_charset() says.
Decoded decode_text(std::string_view bytes, std::string_view declared = {});

/// `bytes` in the charset `name` as UTF-8; nothing for an unknown charset.
bool convert_to_utf8(std::string_view bytes, const std::string& name, std::string& utf8);

} // namespace samling
