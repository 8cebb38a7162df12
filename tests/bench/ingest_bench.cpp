#include "tests/bench/ingest_bench.h"

#include <cstdio>
#include <iostream>
#include <unistd.h>

#include "indexer/records_run.h"
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

BatchLimits with_jobs(std::size_t jobs) {
    BatchLimits limits;
    limits.jobs = jobs;
    return limits;
}

/// All that `indexer add --records` does.
void ingest_ours(const fs::path& records, const fs::path& vocabulary, const fs::path& data, std::size_t jobs) {
    const Vocabularies vocabularies(vocabulary);
    CollectionWriter writer(DataDirectory(data), vocabularies, with_jobs(jobs));
    const std::atomic<bool> stop = false;
    run_records({writer, vocabularies, nullptr, UnknownCodes::keep, stop}, records,
                {[](auto) {}, [](const auto&) {}});
    writer.finish_and_compare();
}

void rebuild_ours(const fs::path& vocabulary, const fs::path& data) {
    const Vocabularies vocabularies(vocabulary);
    CollectionWriter writer(DataDirectory(data), vocabularies, with_jobs(2));
    writer.rebuild([](auto) {});
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
        const auto ours = in_own_process([&] { ingest_ours(records, vocabulary, collections.ours, jobs); });
        require(ours, "our indexing");
        const auto name = "indexer add --records --jobs " + std::to_string(jobs) + ": catalog and index";
        print_row(name.c_str(), volume, ours, static_cast<double>(bytes_of(index)), peer);
    }
    const auto rebuilt = in_own_process([&] { rebuild_ours(vocabulary, collections.ours); });
    require(rebuilt, "our rebuild");
    print_row("indexer rebuild --jobs 2: index alone", volume, rebuilt, static_cast<double>(bytes_of(index)),
              peer);
    std::printf("\nThe whole data directory, texts and records included: %.2f bytes a byte of text.\n\n",
                static_cast<double>(bytes_of(collections.ours)) / 1e6 / volume.megabytes);
    std::fflush(stdout);
}

} // namespace samling::bench
