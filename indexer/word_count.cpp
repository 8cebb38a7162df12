#include "indexer/word_count.h"

namespace samling {

std::int64_t count_words(const std::vector<Page>& pages) {
    std::int64_t words = 0;
    for (const auto& page : pages) {
        bool inside = false;
        for (const unsigned char c : page.text) {
            const bool letter = c > ' ';
            words += letter && !inside;
            inside = letter;
        }
    }
    return words;
}

} // namespace samling
