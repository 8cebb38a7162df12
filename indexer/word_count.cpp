#include "indexer/word_count.h"

namespace samling {

int count_words(std::string_view text) {
    int words = 0;
    bool inside = false;
    for (const unsigned char c : text) {
        const bool letter = c > ' ';
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
