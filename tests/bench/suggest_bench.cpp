#include "tests/bench/suggest_bench.h"

#include <cstdio>
#include <set>
#include <simdjson.h>

#include "indexer/line_reader.h"
#include "schema/failure.h"
#include "searchd/search/search.h"
#include "searchd/search/suggest.h"
#include "tests/bench/measure.h"

namespace samling::bench {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kEvery = 400;       ///< Of the records, one is typed.
constexpr std::size_t kMostLetters = 24;  ///< Of each text: nobody types further.
constexpr std::size_t kSuggestions = 10;

/// What somebody has typed after each letter.
using Beginnings = std::set<std::string>;

void add_beginnings(std::string_view text, Beginnings& beginnings) {
    for (std::size_t end = 1; end <= std::min(text.size(), kMostLetters); ++end)
        if (end == text.size() || (text[end] & 0xc0) != 0x80) beginnings.emplace(text.substr(0, end));
}

/// The longest word, since the short ones are the beginnings of others.
std::string_view longest_word(std::string_view text) {
    std::string_view longest;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_of(" .,;:()", at), text.size());
        if (end - at > longest.size()) longest = text.substr(at, end - at);
        at = end + 1;
    }
    return longest;
}

void print(const char* what, const Beginnings& beginnings, const SearchService& service) {
    Sample sample;
    std::size_t answered = 0;
    for (const auto& typed : beginnings) {
        const auto start = thread_cpu_ms();
        answered += !service.suggest(typed, kSuggestions, {}).empty();
        sample.add(thread_cpu_ms() - start);
    }
    std::printf("| %s | %zu | %zu | %.2f | %.2f | %.2f |\n", what, beginnings.size(), answered, sample.percentile(.5),
                sample.percentile(.95), sample.percentile(1));
}

} // namespace

void bench_suggest(const fs::path& records, const fs::path& vocabulary, const fs::path& data) {
    Beginnings titles, words;
    LineReader lines(records);
    simdjson::dom::parser parser;
    std::string line;
    for (std::size_t number = 0; lines.next(line) != LineReader::Line::end; ++number) {
        if (number % kEvery != 0) continue;
        const simdjson::dom::element row = parser.parse(line);
        add_beginnings(row["title"].get_string().value(), titles);
        add_beginnings(longest_word(row["text"].get_string().value()), words);
    }
    const SearchService service(DataDirectory(data), std::make_shared<const Vocabularies>(vocabulary), SearchOptions());
    service.suggest("first", kSuggestions, {});
    std::printf("\nSuggestions, ms of CPU for each letter typed:\n\n| beginnings of | | with suggestions | p50 | p95 | most |\n"
                "|---|---:|---:|---:|---:|---:|\n");
    print("titles", titles, service);
    print("words", words, service);
    std::fflush(stdout);
}

} // namespace samling::bench
