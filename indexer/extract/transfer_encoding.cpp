#include "indexer/extract/transfer_encoding.h"

#include <algorithm>
#include <array>

namespace samling {
namespace {

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const int letter = c | 32;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/// The byte that two hexadecimal digits at `at` mean, or -1.
int hex_byte(std::string_view text, std::size_t at) {
    if (at + 1 >= text.size() || hex(text[at]) < 0 || hex(text[at + 1]) < 0) return -1;
    return hex(text[at]) * 16 + hex(text[at + 1]);
}

constexpr std::array<signed char, 256> base64_values() {
    std::array<signed char, 256> values{};
    values.fill(-1);
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < kDigits.size(); ++i)
        values[static_cast<unsigned char>(kDigits[i])] = static_cast<signed char>(i);
    return values;
}

} // namespace

std::string undo_base64(std::string_view text, std::size_t limit) {
    static constexpr auto kValues = base64_values();
    std::string result;
    result.reserve(std::min(text.size() * 3 / 4, limit));
    unsigned bits = 0;
    int held = 0;
    for (const unsigned char c : text) {
        if (result.size() >= limit || c == '=') break;
        if (kValues[c] < 0) continue;
        bits = bits << 6 | static_cast<unsigned>(kValues[c]);
        held += 6;
        if (held < 8) continue;
        held -= 8;
        result += static_cast<char>(bits >> held & 0xff);
    }
    return result;
}

std::string undo_quoted_printable(std::string_view text, std::size_t limit) {
    std::string result;
    for (std::size_t i = 0; i < text.size() && result.size() < limit; ++i) {
        if (text[i] != '=') {
            result += text[i];
            continue;
        }
        const std::size_t past = text.find_first_not_of(" \t\r", i + 1);
        if (const int byte = hex_byte(text, i + 1); byte >= 0) {
            result += static_cast<char>(byte);
            i += 2;
        } else if (past == std::string_view::npos || text[past] == '\n') { // a soft line break
            i = std::min(past, text.size() - 1);
        } else {
            result += '=';
        }
    }
    return result;
}

std::string undo_percent(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int byte = text[i] == '%' ? hex_byte(text, i + 1) : -1;
        result += byte >= 0 ? static_cast<char>(byte) : text[i];
        if (byte >= 0) i += 2;
    }
    return result;
}

} // namespace samling
