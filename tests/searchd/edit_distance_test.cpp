#include "searchd/search/edit_distance.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace samling;

namespace {

/// The same by the definition, for comparison.
unsigned slow_distance(const std::u32string& a, const std::u32string& b) {
    std::vector<std::vector<unsigned>> d(a.size() + 1, std::vector<unsigned>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = static_cast<unsigned>(i + j);
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

} // namespace

TEST_CASE("letters are counted that are wrong") {
    struct Row {
        const char *word, *candidate;
        unsigned distance;
    };
    const auto row = GENERATE(values<Row>({
        {"shutdown", "shutdown", 0},
        {"shutdown", "shutdwn", 1},
        {"shutdown", "shutdowns", 1},
        {"shutdown", "shutdwon", 1},
        {"shutdown", "shitdown", 1},
        {"shutdown", "shtdwn", 2},
        {"shutdown", "election", 3},
        {"выборы", "выборв", 1},
        {"人权", "人全", 1},
        {"a", "", 1},
    }));
    CAPTURE(row.word, row.candidate);
    CHECK(EditDistance(row.word, 2).to(row.candidate).distance == row.distance);
}

TEST_CASE("over sorted words the distances are those of the definition, and what is skipped is far") {
    std::mt19937 random(7);
    std::vector<std::string> words;
    for (int i = 0; i < 3000; ++i) {
        std::string word;
        for (auto n = random() % 7 + 1; n > 0; --n) word += static_cast<char>('a' + random() % 3);
        words.push_back(word);
    }
    std::sort(words.begin(), words.end());
    for (const auto* const wanted : {"abcab", "cc", "aabbcc"})
        for (const unsigned most : {1u, 2u}) {
            EditDistance distance(wanted, most);
            std::string hopeless = "-";
            for (const auto& word : words) {
                const auto truth = std::min(slow_distance(characters_of(wanted), characters_of(word)), most + 1);
                CAPTURE(wanted, word);
                if (word.starts_with(hopeless)) {
                    CHECK(truth == most + 1);
                    continue;
                }
                const auto answer = distance.to(word);
                CHECK(answer.distance == truth);
                hopeless = answer.hopeless > 0 ? word.substr(0, answer.hopeless) : "-";
            }
        }
}
