#include "indexer/word_count.h"

#include <catch2/catch.hpp>

using namespace samling;

TEST_CASE("words are counted as people count them") {
    const struct {
        const char* text;
        int words;
    } cases[] = {{"", 0},
                 {" \n\t", 0},
                 {"one two\nthree", 3},
                 {"e-mail: naïve — yes", 4},
                 {"Всё в порядке", 3},
                 {"민주주의는 국민이", 2},
                 {"民主制度，公民。", 6},
                 {"東京タワー", 5},
                 {"　全角　空白　", 4},
                 {"UN大会2021", 4},
                 {"𠀀𠀁", 2},
                 {"\xe3\x81", 1}};
    for (const auto& [text, words] : cases) {
        INFO(text);
        CHECK(count_words(text) == words);
    }
}
