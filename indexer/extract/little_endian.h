#pragma once
// Numbers and text as Microsoft's binary formats hold them. Nothing is ever read beyond the end.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace samling {

/// `count` bytes from `at`, fewer where they end before.
inline std::string_view slice(std::string_view bytes, std::size_t at, std::size_t count) {
    return at < bytes.size() ? bytes.substr(at, count) : std::string_view();
}

/// An unsigned number of one to eight bytes; what lies beyond the end counts as zero.
inline std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t width) {
    const auto found = slice(bytes, at, width);
    std::uint64_t value = 0;
    for (std::size_t i = found.size(); i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(found[i]);
    return value;
}

inline std::uint16_t u16(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint16_t>(little_endian(bytes, at, 2));
}
inline std::uint32_t u32(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint32_t>(little_endian(bytes, at, 4));
}

/// UTF-16LE as UTF-8; half a pair is U+FFFD.
std::string utf16_to_utf8(std::string_view bytes);
/// Windows-1252 as UTF-8.
std::string western_to_utf8(std::string_view bytes);

} // namespace samling
