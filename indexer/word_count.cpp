#include "indexer/word_count.h"

#include "schema/text_utf8.h"

namespace samling {
namespace {

/// The lead byte from which characters are ideographs and kana, or their punctuation and wide forms.
constexpr unsigned char kFirstEastAsian = 0xe3;

bool is_ideograph_or_kana(char32_t c) {
    return (c >= 0x3041 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff);
}
bool is_their_punctuation(char32_t c) {
    return (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xffef);
}

} // namespace

int count_words(std::string_view text) {
    int words = 0;
    bool inside = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const auto [c, size] = byte < kFirstEastAsian ? analysis::Decoded{byte, 1} : analysis::decode(text, at);
        at += size;
        if (byte >= kFirstEastAsian && is_ideograph_or_kana(c)) {
            ++words;
            inside = false;
            continue;
        }
        const bool letter = c > ' ' && (byte < kFirstEastAsian || !is_their_punctuation(c));
        words += letter && !inside;
        inside = letter;
    }
    return words;
}

std::int64_t count_words(const std::vector<Page>& pages) {
    std::int64_t words = 0;
    for (const auto& page : pages)
        words += count_words(page.text);
    return words;
}

} // namespace samling
