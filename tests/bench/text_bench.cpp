// text_bench LANGUAGE FILE...: MB of text analysed per second of CPU, over at least 20 MB of each file.

#include "schema/text.h"

#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>

namespace {

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

template <typename Work>
double rate(const std::string& text, const Work& work) {
    const double begin = cpu_seconds();
    work();
    return static_cast<double>(text.size()) / 1e6 / (cpu_seconds() - begin);
}

} // namespace

int main(int argc, char** argv) {
    constexpr std::size_t kBytes = 20'000'000;
    for (int i = 2; i < argc; ++i) {
        std::ifstream file(argv[i], std::ios::binary);
        const std::string once{std::istreambuf_iterator<char>(file), {}};
        std::string text;
        while (!once.empty() && text.size() < kBytes)
            text += once;
        if (text.empty()) return std::fprintf(stderr, "%s: cannot be read or is empty\n", argv[i]), 1;
        text = samling::clean_utf8(text);
        samling::Analyzer analyzer(argv[1]);
        std::size_t tokens = 0;
        const double analysed =
            rate(text, [&] { analyzer.tokenize(text, [&](const samling::Token&) { ++tokens; }); });
        const double cleaned = rate(text, [&] { samling::clean_utf8(text); });
        std::printf("%s: %zu words, tokenize %.0f MB/s, clean_utf8 %.0f MB/s\n", argv[i], tokens, analysed,
                    cleaned);
    }
    return 0;
}
