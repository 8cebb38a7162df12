#include "indexer/extract/latin_charset.h"

#include <algorithm>
#include <array>
#include <string>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "indexer/extract/charset.h"

namespace samling {
namespace {

constexpr std::array kCharsets = {"windows-1252", "IBM850", "macintosh"}; ///< Of two that fit alike the first.
constexpr std::size_t kSample = 64 * 1024;
constexpr std::size_t kFewest = 3; ///< So many misplaced characters are no slip of whoever wrote the text,
constexpr std::size_t kTimes = 4;  ///< nor are so many times those of another charset.

/// What each byte stands for.
using Characters = std::array<UChar32, 256>;

Characters characters_of(const char* charset) {
    Characters characters;
    for (int byte = 0; byte < 256; ++byte) {
        std::string utf8;
        convert_to_utf8(std::string(1, static_cast<char>(byte)), charset, utf8);
        std::size_t at = 0;
        U8_NEXT_OR_FFFD(utf8.data(), at, utf8.size(), characters[static_cast<std::size_t>(byte)]);
    }
    return characters;
}

/// Whether `character` is nothing that stands between the two: a capital behind a small letter, a symbol between letters.
bool is_misplaced(UChar32 before, UChar32 character, UChar32 after) {
    constexpr UChar32 kApostrophe = 0x2019, kSoftHyphen = 0xAD, kMiddleDot = 0xB7;
    if (character == 0xFFFD || u_iscntrl(character)) return character != kSoftHyphen;
    if (u_isUUppercase(character)) return u_isULowercase(before);
    if (u_isalpha(character) || character == kApostrophe || character == kSoftHyphen || character == kMiddleDot) return false;
    return u_isalpha(before) && u_isalpha(after);
}

std::size_t misplaced(std::string_view bytes, const Characters& characters) {
    const auto at = [&](std::size_t i) { return i < bytes.size() ? characters[static_cast<unsigned char>(bytes[i])] : UChar32{' '}; };
    std::size_t count = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        if (bytes[i] & 0x80) count += is_misplaced(i == 0 ? ' ' : at(i - 1), at(i), at(i + 1));
    return count;
}

} // namespace

const char* latin_charset(std::string_view bytes) {
    static const auto kAll = [] {
        std::array<Characters, kCharsets.size()> all;
        std::transform(kCharsets.begin(), kCharsets.end(), all.begin(), characters_of);
        return all;
    }();
    bytes = bytes.substr(0, kSample);
    std::array<std::size_t, kCharsets.size()> counts;
    std::transform(kAll.begin(), kAll.end(), counts.begin(), [&](const auto& characters) { return misplaced(bytes, characters); });
    const auto best = std::min_element(counts.begin(), counts.end());
    const bool clearly = counts.front() >= kFewest && *best * kTimes <= counts.front();
    return kCharsets[clearly ? static_cast<std::size_t>(best - counts.begin()) : 0];
}

} // namespace samling
