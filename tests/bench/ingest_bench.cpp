#include "tests/bench/ingest_bench.h"

#include <cstdio>
#include <fcntl.h>
#include <string>
#include <unistd.h>
#include <vector>

#include "indexer/ready_records.h"
#include "schema/failure.h"
#include "tests/bench/measure.h"
#include "tests/bench/xapian_peer.h"

namespace samling::bench {
namespace fs = std::filesystem;
namespace {

struct Volume {
    std::int64_t records = 0;
    double megabytes = 0; ///< Of text, title included.
};

Volume volume_of(const fs::path& records, const Vocabularies& vocabularies) {
    Volume volume;
    const auto add = [&](const ReadyRecord& record) {
        ++volume.records;
        volume.megabytes += static_cast<double>(record.document.metadata.title.size()) / 1e6;
        for (const auto& page : record.document.pages)
            volume.megabytes += static_cast<double>(page.text.size()) / 1e6;
    };
    read_ready_records(records, vocabularies, UnknownCodes::keep, add, [](const auto&) {});
    return volume;
}

/// Runs the program as anyone would.
void run_indexer(std::vector<std::string> words) {
    const auto program = fs::read_symlink("/proc/self/exe").parent_path() / "indexer";
    words.insert(words.begin(), program.string());
    std::vector<char*> arguments;
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    if (const int null = ::open("/dev/null", O_WRONLY | O_CLOEXEC); null >= 0) ::dup2(null, STDOUT_FILENO), ::dup2(null, STDERR_FILENO);
    ::execv(program.c_str(), arguments.data());
    throw Failure(ErrorCode::internal, program.string() + " could not be run");
}

void print_row(const char* name, const Volume& volume, const ProcessCost& cost, double bytes,
               const ProcessCost& peer) {
    std::printf("| %s | %.0f | %.2f | %.0f | %.0f | %.2f | %.2f | %.2f |\n", name,
                static_cast<double>(volume.records) / cost.cpu_seconds, volume.megabytes / cost.cpu_seconds,
                static_cast<double>(volume.records) / cost.wall_seconds, cost.peak_megabytes,
                bytes / 1e6 / volume.megabytes, peer.cpu_seconds / cost.cpu_seconds,
                peer.wall_seconds / cost.wall_seconds);
    std::fflush(stdout);
}

void require(const ProcessCost& cost, const char* what) {
    if (!cost.succeeded) throw Failure(ErrorCode::internal, std::string(what) + " did not succeed");
}

} // namespace

void bench_ingest(const fs::path& records, const fs::path& vocabulary, const Collections& collections) {
    const auto volume = volume_of(records, Vocabularies(vocabulary));
    std::printf("%lld records, %.1f MB of text\n\n", static_cast<long long>(volume.records),
                volume.megabytes);
    std::printf("| taking records in | records / CPU s | MB / CPU s | records / wall s | peak MB | bytes of "
                "index / byte of text | CPU: Xapian / this | wall: Xapian / this |\n"
                "|---|---|---|---|---|---|---|---|\n");
    const auto peer = in_own_process([&] { index_with_xapian(records, vocabulary, collections.peer); });
    require(peer, "plain Xapian's indexing");
    print_row("plain Xapian, TermGenerator", volume, peer, static_cast<double>(bytes_of(collections.peer)),
              peer);
    const auto index = collections.ours / "index";
    for (const std::size_t jobs : {1, 2}) {
        fs::remove_all(collections.ours);
        const auto ours = in_own_process([&] {
            run_indexer({"add", "--records", records, "--data", collections.ours, "--jobs", std::to_string(jobs)});
        });
        require(ours, "our indexing");
        const auto name = "indexer add --records --jobs " + std::to_string(jobs) + ": catalog and index";
        print_row(name.c_str(), volume, ours, static_cast<double>(bytes_of(index)), peer);
    }
    const auto rebuilt = in_own_process([&] { run_indexer({"rebuild", "--data", collections.ours, "--jobs", "2"}); });
    require(rebuilt, "our rebuild");
    print_row("indexer rebuild --jobs 2: index alone", volume, rebuilt, static_cast<double>(bytes_of(index)),
              peer);
    std::printf("\nThe whole data directory, texts and records included: %.2f bytes a byte of text.\n\n",
                static_cast<double>(bytes_of(collections.ours)) / 1e6 / volume.megabytes);
    std::fflush(stdout);
}

} // namespace samling::bench
