#pragma once
// What a suggestion costs at each letter that is typed.

#include <filesystem>

namespace samling::bench {

/// Types titles and words of some hundred records, spread over all of `records`, letter by letter, and prints the CPU
/// time of the suggestions for each beginning, of titles and of words apart. Throws Failure{unreadable_file}.
void bench_suggest(const std::filesystem::path& records, const std::filesystem::path& vocabulary,
                   const std::filesystem::path& data);

} // namespace samling::bench
