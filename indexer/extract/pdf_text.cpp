#include "indexer/extract/pdf_text.h"

#include <cctype>
#include <cstring>

namespace samling {
namespace {

constexpr std::string_view kSoftHyphen = "\xc2\xad", kHyphen = "\xe2\x80\x90";

bool ends_in_letter(std::string_view text) {
    return !text.empty() && (std::isalpha(static_cast<unsigned char>(text.back())) || (text.back() & 0x80));
}

/// A small letter of ASCII, or the first byte of a letter of Latin-1 (but capitals), Greek or Cyrillic.
bool begins_small(std::string_view text) {
    if (text.empty()) return false;
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return std::islower(first);
    const auto second = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0;
    if (first == 0xc3) return second >= 0x9f;
    return (first >= 0xc4 && first <= 0xca) || (first == 0xce && second >= 0xac) || first == 0xcf ||
           (first == 0xd0 && second >= 0xb0) || first == 0xd1;
}

/// The length of the hyphen at the end of `line`, 0 where there is none.
std::size_t hyphen_at_end(std::string_view line) {
    for (const std::string_view hyphen : {kSoftHyphen, kHyphen, std::string_view("-")})
        if (line.ends_with(hyphen)) return hyphen.size();
    return 0;
}

std::string_view trimmed(std::string_view line) {
    while (!line.empty() && std::strchr(" \t\r\f", line.back()))
        line.remove_suffix(1);
    while (!line.empty() && std::strchr(" \t\r\f", line.front()))
        line.remove_prefix(1);
    return line;
}

std::string without_soft_hyphens(const std::string& text) {
    std::size_t at = text.find(kSoftHyphen);
    if (at == std::string::npos) return text;
    std::string result;
    result.reserve(text.size());
    std::size_t from = 0;
    for (; at != std::string::npos; at = text.find(kSoftHyphen, from)) {
        result.append(text, from, at - from);
        from = at + kSoftHyphen.size();
    }
    return result.append(text, from);
}

} // namespace

std::string pdf_page_text(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    std::size_t breaks = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const auto line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) {
            ++breaks;
            continue;
        }
        const std::size_t hyphen = breaks == 1 ? hyphen_at_end(result) : 0;
        if (hyphen && begins_small(line) &&
            ends_in_letter(std::string_view(result).substr(0, result.size() - hyphen)))
            result.resize(result.size() - hyphen);
        else if (!result.empty())
            result += breaks > 1 ? "\n\n" : "\n";
        result += line;
        breaks = 1;
    }
    return without_soft_hyphens(result);
}

} // namespace samling
