#include "searchd/search/edit_distance.h"

#include <algorithm>

namespace samling {
namespace {

std::size_t length_at(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return std::min(length, text.size() - at);
}

char32_t character_at(std::string_view text, std::size_t at, std::size_t length) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (length == 1) return lead < 0x80 ? lead : 0xFFFD;
    char32_t value = lead & (0x7F >> length);
    for (std::size_t i = 1; i < length; ++i)
        value = value << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3F);
    return value;
}

} // namespace

std::u32string characters_of(std::string_view text) {
    std::u32string characters;
    for (std::size_t at = 0; at < text.size();) {
        const auto length = length_at(text, at);
        characters += character_at(text, at, length);
        at += length;
    }
    return characters;
}

EditDistance::EditDistance(std::string_view word, unsigned most) : word_(characters_of(word)), most_(most) {
    Row first(word_.size() + 1);
    for (std::size_t i = 0; i < first.size(); ++i)
        first[i] = static_cast<unsigned>(i);
    rows_.push_back(std::move(first));
}

/// Optimal string alignment: the row of `letter` as number `depth` of the candidate, from 1.
void EditDistance::add_row(std::size_t depth, char32_t letter) {
    const auto before = seen_.empty() ? U'\0' : seen_.back();
    seen_ += letter;
    rows_.emplace_back(word_.size() + 1);
    auto& row = rows_[depth];
    const auto& above = rows_[depth - 1];
    row[0] = static_cast<unsigned>(depth);
    for (std::size_t i = 1; i <= word_.size(); ++i) {
        const unsigned other = above[i - 1] + (word_[i - 1] == letter ? 0 : 1);
        row[i] = std::min({other, above[i] + 1, row[i - 1] + 1});
        if (depth > 1 && i > 1 && word_[i - 1] == before && word_[i - 2] == letter)
            row[i] = std::min(row[i], rows_[depth - 2][i - 2] + 1);
    }
}

/// A swap reaches back two rows, so both must be beyond hope.
bool EditDistance::is_hopeless(std::size_t depth) const {
    const auto best = [&](std::size_t row) {
        return *std::min_element(rows_[row].begin(), rows_[row].end());
    };
    return best(depth) > most_ && (depth == 0 || best(depth - 1) + 1 > most_);
}

EditDistance::Answer EditDistance::to(std::string_view candidate) {
    std::size_t depth = 0, at = 0;
    bool shared = true;
    while (at < candidate.size()) {
        const auto length = length_at(candidate, at);
        const auto letter = character_at(candidate, at, length);
        at += length;
        ++depth;
        shared = shared && depth <= seen_.size() && seen_[depth - 1] == letter;
        if (!shared) {
            seen_.resize(depth - 1);
            rows_.resize(depth);
            add_row(depth, letter);
        }
        if (is_hopeless(depth)) return {most_ + 1, at};
    }
    seen_.resize(depth);
    rows_.resize(depth + 1);
    return {std::min(rows_[depth].back(), most_ + 1), 0};
}

} // namespace samling
