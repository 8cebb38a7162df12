#pragma once
// Reading UTF-8 one character at a time; shared by the parts of text analysis.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace samling::analysis {

inline constexpr char32_t kMalformed = 0xFFFFFFFF;
inline constexpr char32_t kFirstComposable = 0x300; ///< Text wholly below it is in NFC.

/// A character and the bytes it takes. For malformed bytes `value` is kMalformed and `size` is the longest
/// prefix of a character that stands there (at least 1), which one U+FFFD replaces.
struct Decoded {
    char32_t value;
    std::uint32_t size;
};

/// Everything decode() does for a lead byte of 0x80 or above. `at` is below `text.size()`.
Decoded decode_multibyte(std::string_view text, std::size_t at);

/// The character at `at`, which is below `text.size()`. Never reads beyond the text.
inline Decoded decode(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    return lead < 0x80 ? Decoded{lead, 1} : decode_multibyte(text, at);
}

/// `character` is a Unicode scalar value.
void append_utf8(std::string& out, char32_t character);

/// Length of the longest prefix of `text` of at most `limit` bytes that ends between two characters.
std::size_t cut_length(std::string_view text, std::size_t limit);

/// How many characters valid UTF-8 has.
std::size_t count_characters(std::string_view text);

/// Length of the run of ASCII that starts at `at`.
std::size_t ascii_run(std::string_view text, std::size_t at);

/// NFC of valid UTF-8. Combining marks beyond 30 on one base are dropped (the stream-safe limit of UAX 15):
/// sorting a longer run takes quadratic time. Throws Failure{too_large} from 1 GiB on.
std::string compose(std::string text);

} // namespace samling::analysis
