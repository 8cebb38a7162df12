#include "indexer/tag_words.h"

#include <algorithm>

namespace samling {
namespace {

constexpr int kLongestSentence = 200;

enum class Case { none, small, capital };

/// Of the letter that `word` begins with: Latin, Greek and Cyrillic as UTF-8 lays them out.
Case case_of(std::string_view word) {
    const auto byte = [&](std::size_t i) { return i < word.size() ? static_cast<unsigned char>(word[i]) : 0; };
    const int code = byte(0) < 0x80 ? byte(0) : byte(0) < 0xE0 ? (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F) : 0;
    if (code < 0x80) return code >= 'A' && code <= 'Z' ? Case::capital : code >= 'a' && code <= 'z' ? Case::small : Case::none;
    if (code >= 0xC0 && code <= 0xFF) return code < 0xDF ? Case::capital : Case::small;
    if (code >= 0x100 && code <= 0x17F) {
        // Pairs begin at even codes, but in two stretches at odd ones.
        const bool odd = (code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E);
        return (code % 2 == 1) == odd ? Case::capital : Case::small;
    }
    if (code >= 0x386 && code <= 0x3CE) return code < 0x3AC ? Case::capital : Case::small;
    if (code >= 0x400 && code <= 0x45F) return code < 0x430 ? Case::capital : Case::small;
    if (code >= 0x460 && code <= 0x52F) return code % 2 == 0 ? Case::capital : Case::small;
    return Case::none;
}

/// Whether a sentence ends between two words with `gap` between them.
bool ends_sentence(std::string_view gap) {
    for (std::size_t i = 0; i < gap.size(); ++i) {
        const char c = gap[i];
        if (c == '\n' && i + 1 < gap.size() && gap[i + 1] == '\n') return true;
        if ((c == '.' || c == '!' || c == '?') && gap.find_first_of(" \n\t", i) != std::string_view::npos) return true;
        if (gap.substr(i, 3) == "\u3002" || gap.substr(i, 2) == "\u061F") return true; // the Chinese full stop, the Arabic question mark
    }
    return false;
}

} // namespace

std::uint32_t WordNumbers::add(std::string_view word) {
    return numbers_.try_emplace(std::string(word), static_cast<std::uint32_t>(numbers_.size() + 1)).first->second;
}

bool begins_with_capital(std::string_view word) {
    return case_of(word) == Case::capital;
}

bool begins_with_small(std::string_view word) {
    return case_of(word) == Case::small;
}

bool is_acronym(std::string_view word) {
    std::size_t capitals = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto kind = case_of(word.substr(i));
        if (kind == Case::small) return false;
        capitals += kind == Case::capital;
        while (i + 1 < word.size() && (static_cast<unsigned char>(word[i + 1]) & 0xC0) == 0x80) ++i;
    }
    return capitals >= 2;
}

std::vector<TagWord> tag_words(Analyzer& analyzer, std::string_view text, const WordNumbers& exact,
                               const WordNumbers& stems) {
    std::vector<TagWord> words;
    words.reserve(text.size() / 6);
    int in_sentence = 0;
    each_tag_word(analyzer, text, [&](std::string_view word, std::string_view stem, std::uint32_t begin, std::uint32_t end) {
        const auto before = words.empty() ? 0 : words.back().end;
        const bool first = words.empty() || in_sentence == kLongestSentence || ends_sentence(text.substr(before, begin - before));
        in_sentence = first ? 1 : in_sentence + 1;
        words.push_back({exact.find(word), stems.find(stem), begin, end, begins_with_capital(text.substr(begin, end - begin)), first});
    });
    return words;
}

} // namespace samling
