#include "schema/text_utf8.h"

#include "schema/failure.h"
#include "schema/text.h"
#include "schema/text_characters.h"

#include <algorithm>
#include <cstring>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <utility>

namespace samling {
namespace analysis {
namespace {

constexpr std::size_t kLongestText = std::size_t{1} << 30; // ICU counts in int32
constexpr int kMostMarks = 30;

bool continues(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

/// The range a second byte must be in; it rules out overlong forms, surrogates and what lies beyond U+10FFFF.
struct SecondByte {
    unsigned char low, high;
};

SecondByte second_byte_after(unsigned char lead) {
    switch (lead) {
    case 0xE0:
        return {0xA0, 0xBF};
    case 0xED:
        return {0x80, 0x9F};
    case 0xF0:
        return {0x90, 0xBF};
    case 0xF4:
        return {0x80, 0x8F};
    default:
        return {0x80, 0xBF};
    }
}

bool stacks(char32_t c) {
    return c >= kFirstComposable && character(c).stacks();
}

/// Where the first run of more than kMostMarks marks is over its limit; text.size() if there is none.
std::size_t excess_marks_at(std::string_view text) {
    int marks = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (const std::size_t plain = ascii_run(text, at); plain > 0) {
            at += plain;
            marks = 0;
            continue;
        }
        const Decoded c = decode_multibyte(text, at);
        marks = stacks(c.value) ? marks + 1 : 0;
        if (marks > kMostMarks) return at;
        at += c.size;
    }
    return text.size();
}

std::string drop_excess_marks(std::string text) {
    std::size_t at = excess_marks_at(text);
    if (at == text.size()) return text;
    std::string kept = text.substr(0, at);
    for (int marks = kMostMarks; at < text.size();) {
        const Decoded c = decode(text, at);
        marks = stacks(c.value) ? marks + 1 : 0;
        if (marks <= kMostMarks) kept.append(text, at, c.size);
        at += c.size;
    }
    return kept;
}

} // namespace

Decoded decode_multibyte(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0xC2 || lead > 0xF4) return {kMalformed, 1};
    const std::uint32_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const SecondByte range = second_byte_after(lead);
    if (at + 1 >= text.size()) return {kMalformed, 1};
    const auto second = static_cast<unsigned char>(text[at + 1]);
    if (second < range.low || second > range.high) return {kMalformed, 1};
    char32_t value = lead & (0x7FU >> size);
    value = value << 6 | (second & 0x3FU);
    for (std::uint32_t i = 2; i < size; ++i) {
        if (!continues(text, at + i)) return {kMalformed, i};
        value = value << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
    }
    return {value, size};
}

void append_utf8(std::string& out, char32_t c) {
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (c >> shift & 0x3F)); };
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
        tail(0);
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | c >> 12);
        tail(6), tail(0);
    } else {
        out += static_cast<char>(0xF0 | c >> 18);
        tail(12), tail(6), tail(0);
    }
}

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::size_t cut_length(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return text.size();
    while (limit > 0 && continues(text, limit))
        --limit;
    return limit;
}

std::size_t ascii_run(std::string_view text, std::size_t at) {
    const std::size_t begin = at;
    for (std::uint64_t eight; at + sizeof eight <= text.size(); at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        if ((eight & 0x8080808080808080ULL) != 0) break;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80)
        ++at;
    return at - begin;
}

std::string compose(std::string text) {
    if (text.size() >= kLongestText)
        throw Failure(ErrorCode::too_large, "a text of 1 GiB or more cannot be normalised; split it");
    std::string safe = drop_excess_marks(std::move(text));
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) throw Failure(ErrorCode::internal, "ICU has no normalisation data");
    const icu::StringPiece piece(safe.data(), static_cast<std::int32_t>(safe.size()));
    if (nfc->isNormalizedUTF8(piece, status)) return safe;
    std::string composed;
    icu::StringByteSink<std::string> sink(&composed);
    nfc->normalizeUTF8(0, piece, sink, nullptr, status);
    if (U_FAILURE(status)) throw Failure(ErrorCode::internal, "ICU could not normalise a text");
    return composed;
}

} // namespace analysis

namespace {

using analysis::decode;
using analysis::Decoded;
using analysis::kMalformed;

constexpr std::string_view kReplacement = "\uFFFD";

bool is_control(char32_t c) {
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0);
}

/// Page feeds and foreign line ends part words, so they become newlines; removed, they would join them.
bool ends_line(char32_t c) {
    return c == '\v' || c == '\f' || c == '\r' || c == 0x85;
}

bool is_noncharacter(char32_t c) {
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/// Length of the run at `at` of ASCII that clean text may hold.
std::size_t plain_run(std::string_view text, std::size_t at) {
    const std::size_t begin = at;
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80 &&
           !is_control(static_cast<unsigned char>(text[at])))
        ++at;
    return at - begin;
}

void append_clean(std::string& out, std::string_view text, std::size_t at, Decoded c) {
    if (c.value == kMalformed || is_noncharacter(c.value)) {
        out += kReplacement;
    } else if (!is_control(c.value)) {
        if (c.value != 0xFEFF || at != 0) out.append(text, at, c.size);
    } else if (ends_line(c.value)) {
        const bool pair = c.value == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
        if (!pair) out += '\n';
    }
}

} // namespace

bool is_valid_utf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        at += analysis::ascii_run(bytes, at);
        if (at == bytes.size()) break;
        const Decoded c = analysis::decode_multibyte(bytes, at);
        if (c.value == kMalformed) return false;
        at += c.size;
    }
    return true;
}

std::string clean_utf8(std::string_view bytes) {
    std::string clean;
    clean.reserve(bytes.size());
    bool composable = false;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t plain = plain_run(bytes, at);
        clean.append(bytes, at, plain);
        at += plain;
        if (at == bytes.size()) break;
        const Decoded c = decode(bytes, at);
        composable = composable || c.value >= analysis::kFirstComposable;
        append_clean(clean, bytes, at, c);
        at += c.size;
    }
    return composable ? analysis::compose(std::move(clean)) : clean;
}

} // namespace samling
