#include "indexer/extract/charset.h"

#include <algorithm>
#include <array>
#include <memory>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "indexer/extract/latin_charset.h"
#include "schema/text.h"

namespace samling {
namespace {

struct Mark {
    std::string_view bytes;
    const char* name;
};
using namespace std::string_view_literals;
/// UTF-32LE before UTF-16LE, whose mark is the beginning of it.
constexpr std::array kMarks = {Mark{"\xef\xbb\xbf"sv, "UTF-8"}, Mark{"\xff\xfe\0\0"sv, "UTF-32LE"},
                               Mark{"\0\0\xfe\xff"sv, "UTF-32BE"}, Mark{"\xff\xfe"sv, "UTF-16LE"},
                               Mark{"\xfe\xff"sv, "UTF-16BE"}};

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;
using Detector = std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)>;

/// UTF-16 without a mark: in Latin text every other byte is zero; in others those of blanks and line ends are, always on
/// the same side, and half of the bytes at most would be ASCII.
const char* unmarked_utf16(std::string_view bytes) {
    const std::size_t sample = std::min<std::size_t>(bytes.size(), 4096) & ~std::size_t{1};
    std::size_t even = 0, odd = 0, ascii = 0;
    for (std::size_t i = 0; i < sample; i += 2) {
        even += bytes[i] == 0;
        odd += bytes[i + 1] == 0;
        for (const char c : {bytes[i], bytes[i + 1]})
            ascii += c >= ' ' && c <= '~';
    }
    if (sample < 8) return nullptr;
    if (odd * 4 > sample && even * 20 < sample) return "UTF-16LE";
    if (even * 4 > sample && odd * 20 < sample) return "UTF-16BE";
    if (ascii * 3 > sample * 2 || (even > 0) == (odd > 0) || (even + odd) * 100 < sample) return nullptr;
    return odd > 0 ? "UTF-16LE" : "UTF-16BE";
}

/// The input may be cut anywhere, so the last character may be a part.
std::string_view without_cut_character(std::string_view bytes) {
    std::size_t back = 0;
    while (back < 3 && back < bytes.size() && (bytes[bytes.size() - 1 - back] & 0xc0) == 0x80)
        ++back;
    if (back < bytes.size() && static_cast<unsigned char>(bytes[bytes.size() - 1 - back]) >= 0xc0 &&
        !is_valid_utf8(bytes.substr(bytes.size() - 1 - back)))
        return bytes.substr(0, bytes.size() - 1 - back);
    return bytes;
}

std::string guessed(std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    const Detector detector(ucsdet_open(&status), &ucsdet_close);
    const auto sample = bytes.substr(0, 64 * 1024);
    ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &status);
    const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
    // A handful of foreign bytes say little: the commonest charset is the best guess.
    const auto foreign = std::count_if(sample.begin(), sample.end(), [](char c) { return c & 0x80; });
    const int needed = foreign < 8 ? 50 : 10;
    if (U_FAILURE(status) || !match || ucsdet_getConfidence(match, &status) < needed) return latin_charset(bytes);
    const char* name = ucsdet_getName(match, &status);
    if (U_FAILURE(status) || !name) return latin_charset(bytes);
    const bool latin = name == "ISO-8859-1"sv || name == "windows-1252"sv; // one and the same, as in every browser
    return latin ? latin_charset(bytes) : name;
}

/// A charset of several bytes a character in which much of the text is none was guessed wrongly.
bool is_mostly_whole(std::string_view utf8) {
    constexpr std::string_view kReplaced = "\xef\xbf\xbd";
    std::size_t replaced = 0;
    for (auto at = utf8.find(kReplaced); at != std::string_view::npos; at = utf8.find(kReplaced, at + kReplaced.size()))
        ++replaced;
    return replaced * 50 <= utf8.size();
}

} // namespace

bool convert_to_utf8(std::string_view bytes, const std::string& name, std::string& utf8) {
    UErrorCode status = U_ZERO_ERROR;
    const Converter from(ucnv_open(name.c_str(), &status), &ucnv_close);
    const Converter to(ucnv_open("UTF-8", &status), &ucnv_close);
    if (U_FAILURE(status)) return false;
    std::array<UChar, 4096> pivot;
    std::array<char, 16 * 1024> piece;
    UChar *pivot_from = pivot.data(), *pivot_to = pivot.data();
    const char* source = bytes.data();
    const char* const end = source + bytes.size();
    utf8.clear();
    for (UBool reset = true;; reset = false) {
        char* target = piece.data();
        status = U_ZERO_ERROR;
        ucnv_convertEx(to.get(), from.get(), &target, target + piece.size(), &source, end, pivot.data(),
                       &pivot_from, &pivot_to, pivot.data() + pivot.size(), reset, true, &status);
        utf8.append(piece.data(), target);
        if (status != U_BUFFER_OVERFLOW_ERROR) return U_SUCCESS(status) || !utf8.empty();
    }
}

std::string_view beginning(std::string_view bytes, std::size_t limit) {
    if (bytes.size() <= limit) return bytes;
    const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(bytes[at]) & 0xc0) == 0x80; };
    auto end = limit;
    while (end > 0 && limit - end < 3 && continues(end))
        --end;
    return bytes.substr(0, end);
}

Decoded decode_text(std::string_view bytes, std::string_view declared) {
    Decoded result;
    for (const auto& mark : kMarks) {
        if (!bytes.starts_with(mark.bytes)) continue;
        result.encoding = mark.name;
        bytes.remove_prefix(mark.bytes.size());
        if (mark.name != "UTF-8"sv && convert_to_utf8(bytes, mark.name, result.text)) return result;
        result.text = bytes;
        return result;
    }
    if (const char* wide = unmarked_utf16(bytes); wide && convert_to_utf8(bytes, wide, result.text)) {
        result.encoding = wide;
        return result;
    }
    if (const auto whole = without_cut_character(bytes); is_valid_utf8(whole)) {
        const bool ascii = std::none_of(whole.begin(), whole.end(), [](char c) { return c & 0x80; });
        // An escape-driven charset is ASCII on the face of it, and so is Latin 1 whose only foreign letter is the last.
        const bool other = ascii && (whole.size() < bytes.size() || whole.find('\x1b') != std::string_view::npos);
        if (!other) return {std::string(whole), "UTF-8"};
    }
    const auto guess = guessed(bytes);
    const std::string last = guess == "UTF-8" ? "" : "windows-1252"; // reads any bytes
    for (const auto& name : {std::string(declared.substr(0, 60)), guess, last}) {
        if (name.empty() || name == "UTF-8" || name == "utf-8") continue;
        if (!convert_to_utf8(bytes, name, result.text) || !is_mostly_whole(result.text)) continue;
        result.encoding = name;
        return result;
    }
    return {std::string(bytes), "UTF-8"};
}

} // namespace samling
