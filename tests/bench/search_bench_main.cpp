// search_bench --records FILE.jsonl[.gz] --queries FILE.jsonl [--work DIR] [--times N]: takes the records in and runs the
// queries, beside plain Xapian doing the same work in the same run. Prints Markdown. What DIR holds of an earlier
// run is used again. With --times the records go in N times, each time with ids of their own: for how cost grows.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <sys/resource.h>
#include <xapian.h>

#include "schema/failure.h"
#include "tests/bench/crosstab_bench.h"
#include "tests/bench/query_bench.h"
#include "tests/bench/repeat_records.h"
#include "tests/bench/suggest_bench.h"

namespace {

namespace fs = std::filesystem;

constexpr const char* kUsage =
    "usage: search_bench --records FILE.jsonl[.gz] --queries FILE.jsonl [--work DIR] [--times N]\n";

struct Options {
    fs::path records, queries, work;
    int times = 1;
};

int run(const Options& options) {
    const auto& [records, queries, wanted_work, times] = options;
    auto work = wanted_work;
    if (!fs::exists(records) || !fs::exists(queries)) {
        std::cout << "skipped: " << (fs::exists(records) ? queries : records).string() << " is not there\n";
        return 0;
    }
    const bool keep = !work.empty();
    if (!keep) {
        work = fs::temp_directory_path() / "samling-bench";
        fs::remove_all(work);
    }
    fs::create_directories(work);
    const auto vocabulary =
        fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "share/samling/vocabulary";
    const samling::bench::Collections collections{work / "ours", work / "peer"};
    if (!fs::exists(collections.ours) || !fs::exists(collections.peer)) {
        fs::remove_all(collections.ours);
        fs::remove_all(collections.peer);
        const auto repeated = work / "records.jsonl.gz";
        if (times > 1) samling::bench::repeat_records(records, times, repeated);
        samling::bench::bench_ingest(times > 1 ? repeated : records, vocabulary, collections);
    }
    samling::bench::bench_crosstab(queries, vocabulary, collections.ours);
    samling::bench::bench_suggest(records, vocabulary, collections.ours);
    samling::bench::bench_queries(queries, vocabulary, collections);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("\nPeak memory of the process that ran both: %.0f MB.\n",
                static_cast<double>(usage.ru_maxrss) / 1024);
    if (!keep) fs::remove_all(work);
    return 0;
}

} // namespace

int main(int count, char** words) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        auto* target = word == "--records"   ? &options.records
                       : word == "--queries" ? &options.queries
                       : word == "--work"    ? &options.work
                                             : nullptr;
        if (i + 1 == count || (!target && word != "--times")) return std::cerr << kUsage, word == "--help" ? 0 : 2;
        if (target)
            *target = words[++i];
        else
            options.times = std::atoi(words[++i]);
    }
    if (options.records.empty() || options.queries.empty() || options.times < 1) return std::cerr << kUsage, 2;
    try {
        return run(options);
    } catch (const Xapian::Error& error) {
        std::cerr << "search_bench: " << error.get_description() << "\n";
    } catch (const std::exception& error) {
        std::cerr << "search_bench: " << error.what() << "\n";
    }
    return 2;
}
