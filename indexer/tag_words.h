#pragma once
// A text as the tagger reads it: words by number, where sentences end, what begins with a capital.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/text.h"

namespace samling {

/// Numbers for words, from 1; 0 is every word that no phrase has. Filled while phrases are compiled, then only
/// read, so thread-safe from then on.
class WordNumbers {
public:
    std::uint32_t add(std::string_view word);
    std::uint32_t find(std::string_view word) const {
        const auto found = numbers_.find(word);
        return found == numbers_.end() ? 0 : found->second;
    }
    std::size_t size() const { return numbers_.size(); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
    };
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
};

struct TagWord {
    std::uint32_t exact = 0, stem = 0; ///< In WordNumbers.
    std::uint32_t begin = 0, end = 0;  ///< Bytes of the text.
    bool capital = false;              ///< Begins with a capital letter, where its script has them.
    bool first = false;                ///< Of its sentence.
};

/// Whether `word`, as it stands in a text, begins with a capital letter; scripts without case have none.
bool begins_with_capital(std::string_view word);
/// Whether it begins with a small letter of a script that has capitals.
bool begins_with_small(std::string_view word);
/// Two capitals and no small letter: "UN", "LGBTI".
bool is_acronym(std::string_view word);

/// Calls `visit(exact, stem, begin, end)` for each word. Chinese and Japanese are read character by character,
/// since where their words part depends on what stands around them.
template <typename Visit>
void each_tag_word(Analyzer& analyzer, std::string_view text, const Visit& visit) {
    analyzer.tokenize(text, [&](const Token& token) {
        const auto lead = static_cast<unsigned char>(text[token.begin]);
        const bool ideographs = lead >= 0xE3 && lead <= 0xE9 && (token.end - token.begin) % 3 == 0;
        if (!ideographs) return visit(token.exact, token.stem, token.begin, token.end);
        for (auto at = token.begin; at < token.end; at += 3) {
            const auto character = text.substr(at, 3);
            visit(character, character, at, at + 3);
        }
    });
}

/// The words of `text`. Sentences end at . ! ? and their like before a gap, at an empty line, and after 200
/// words.
std::vector<TagWord> tag_words(Analyzer& analyzer, std::string_view text, const WordNumbers& exact,
                               const WordNumbers& stems);

} // namespace samling
