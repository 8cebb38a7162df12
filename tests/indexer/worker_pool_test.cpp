#include <catch2/catch.hpp>

#include <fstream>
#include <thread>

#include <dirent.h>
#include <fcntl.h>

#include "indexer/worker_pool.h"
#include "schema/failure.h"
#include "tests/places/places.h"
#include "tests/support/sample_files.h"

using namespace samling;
using namespace std::chrono_literals;
using test::OpenFile;

namespace {

WorkerOptions options_with(const char* program) {
    WorkerOptions options;
    options.program = (test::program_directory() / program).string();
    options.workers = 1;
    options.cpu_limit = 1s;
    options.wall_limit = 100s; // far from the CPU limit: a busy machine gives a process only a share
    return options;
}

std::size_t open_descriptors() {
    std::size_t count = 0;
    DIR* directory = opendir("/proc/self/fd");
    while (readdir(directory))
        ++count;
    closedir(directory);
    return count;
}

} // namespace

TEST_CASE("a worker that fails costs one document, with the true reason") {
    struct Case {
        const char* name;
        const char* reason;
    };
    const Case cases[] = {
#ifndef SAMLING_SANITIZED // which end with a status of their own
        {"segfault", "the extractor crashed (signal 11)"},
#endif
        {"abort", "the extractor crashed (signal 6)"},
        {"forbidden", "the extractor was stopped: the file made it try something that is forbidden"},
        {"spin", "it needed more than 1 s of CPU time"},
        {"sleep", "it took longer than 3 s"},
        {"trickle", "it took longer than 3 s"},
        {"no memory", "it needed more memory than 1 GB"},
        {"file changed", "the file changed or failed while it was read; hand it in again"},
        {"quiet end", "the extractor ended without an answer (status 0)"},
        {"garbage", "the extractor's answer cannot be understood"},
        {"wrong body", "the extractor's answer cannot be understood"},
        {"oversized", "it holds more text than 256 MB"},
        {"half a header", "the extractor ended without an answer (status 0)"},
        {"half an answer", "the extractor ended without an answer (status 0)"},
    };
    const OpenFile file("content");
    for (const auto& row : cases) {
        INFO(row.name);
        auto options = options_with("fake-worker");
        if (std::string_view(row.reason).starts_with("it took longer")) options.wall_limit = 3s;
        WorkerPool pool(options);
        const auto failed = pool.extract({file.descriptor(), row.name});
        CHECK(failed.status == Extraction::Status::refused);
        CHECK(failed.reason == row.reason);
        CHECK(failed.cpu_seconds >= 0);
        const auto next = pool.extract({file.descriptor(), "fine"});
        CHECK(next.status == Extraction::Status::text);
    }
}

TEST_CASE("CPU time is accounted, also of a worker that was stopped") {
    WorkerPool pool(options_with("fake-worker"));
    const OpenFile file("content");
    CHECK(pool.extract({file.descriptor(), "spin"}).cpu_seconds >= 0.5);
    CHECK(pool.extract({file.descriptor(), "fine"}).cpu_seconds < 0.9);
}

TEST_CASE("a worker is reused, and replaced after its share of documents") {
    auto options = options_with("fake-worker");
    options.documents_per_worker = 3;
    WorkerPool pool(options);
    const OpenFile file("content");
    std::vector<std::string> workers; // the fake worker tells its process id
    for (int i = 0; i < 6; ++i)
        workers.push_back(pool.extract({file.descriptor(), "fine"}).reason);
    CHECK(workers[0] == workers[2]);
    CHECK(workers[2] != workers[3]);
    CHECK(workers[3] == workers[5]);
}

TEST_CASE("threads share the workers, and no descriptor is left behind") {
    const std::size_t before = open_descriptors();
    {
        auto options = options_with("fake-worker");
        options.workers = 3;
        WorkerPool pool(options);
        std::vector<std::thread> threads;
        std::atomic<int> fine{0};
        for (int t = 0; t < 6; ++t)
            threads.emplace_back([&] {
                const OpenFile file("content");
                for (int i = 0; i < 10; ++i) {
                    const bool bad = i % 5 == 0;
                    const auto answer = pool.extract({file.descriptor(), bad ? "segfault" : "fine"});
                    fine += answer.status == (bad ? Extraction::Status::refused : Extraction::Status::text);
                }
            });
        for (auto& thread : threads)
            thread.join();
        CHECK(fine == 60);
    }
    CHECK(open_descriptors() == before);
}

TEST_CASE("a pool without a worker that can run is no pool") {
    CHECK_THROWS_AS(WorkerPool(options_with("no-such-program")), Failure);
    auto options = options_with("fake-worker");
    options.program = "/bin/true";
    CHECK_THROWS_AS(WorkerPool(options), Failure);
    options.program = __FILE__;
    CHECK_THROWS_AS(WorkerPool(options), Failure);
    options = options_with("fake-worker");
    options.workers = 0;
    CHECK_THROWS_AS(WorkerPool(options), Failure);
}

TEST_CASE("the real worker reads real files") {
    auto options = options_with("indexer-worker");
    options.cpu_limit = 10s;
    options.wall_limit = 60s;
    WorkerPool pool(options);
    const OpenFile pdf(test::pdf_file({{"Everyone has the right"}, {"to recognition"}}));
    const auto answer = pool.extract({pdf.descriptor(), "anything.bin"});
    CHECK(answer.status == Extraction::Status::text);
    CHECK(answer.media_type == "application/pdf");
    REQUIRE(answer.pages.size() == 2);
    CHECK(answer.pages[1].text == "to recognition");
    CHECK(answer.cpu_seconds > 0);

    const OpenFile empty("");
    CHECK(pool.extract({empty.descriptor(), "empty.pdf"}).reason == "the file is empty");

    const int directory = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    CHECK(pool.extract({directory, "root"}).reason == "it is no regular file");
    close(directory);
    CHECK(pool.extract({pdf.descriptor(), "again.pdf"}).status == Extraction::Status::text);
}

#ifndef SAMLING_SANITIZED
TEST_CASE("the real worker tells when memory was not enough") {
    auto options = options_with("indexer-worker");
    options.cpu_limit = 10s;
    options.wall_limit = 60s;
    options.memory_bytes = 192u * 1024 * 1024;
    WorkerPool pool(options);
    const OpenFile large(std::string(60u << 20, 'a') + " b");
    const auto answer = pool.extract({large.descriptor(), "large.txt"});
    CHECK(answer.reason == "it needed more memory than 192 MB");
    const OpenFile small("a few words");
    CHECK(pool.extract({small.descriptor(), "small.txt"}).status == Extraction::Status::text);
}
#endif
