// All real and all hostile files there are, through the program as it is run: each ends as indexed, without text, or
// refused for a reason, in bounded time, and the indexer itself does not grow.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include <fcntl.h>
#include <simdjson.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/e2e/programs.h"
#include "tests/places/places.h"

using namespace samling;
namespace fs = std::filesystem;

extern char** environ;

namespace {

/// Without links, as the report names files.
fs::path shared(const char* name) { return fs::weakly_canonical(test::source_directory() / "../shared" / name); }

std::set<std::string> files_below(const fs::path& folder) {
    std::set<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(fs::canonical(folder)))
        if (entry.is_regular_file() && !entry.path().filename().string().starts_with('.')) files.insert(entry.path().string());
    return files;
}

struct Told {
    std::string outcome, reason;
    double seconds = 0;
};

/// The lines of --report by path.
std::map<std::string, Told> read_report(const fs::path& file) {
    std::map<std::string, Told> all;
    simdjson::dom::parser parser;
    for (auto line : parser.load_many(file.string())) {
        Told told{std::string(line["outcome"].get_string().value()), std::string(line["reason"].get_string().value()), 0};
        double seconds = 0;
        if (line["seconds"].get(seconds) == simdjson::SUCCESS) told.seconds = seconds;
        all[std::string(line["path"].get_string().value())] = told;
    }
    return all;
}

/// Peak memory of a process that ran to its end, in MB, its children left out.
struct Run {
    int status = 0;
    double peak_mb = 0;
};

/// Runs the indexer with its output thrown away. VmHWM is the process's own, where ru_maxrss may be a child's.
Run run_indexer(std::vector<std::string> words) {
    words.insert(words.begin(), (test::program_directory() / "indexer").string());
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int out : {1, 2}) posix_spawn_file_actions_addopen(&actions, out, "/dev/null", O_WRONLY, 0);
    pid_t child = -1;
    Run run;
    const int error = posix_spawn(&child, words.front().c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    REQUIRE(error == 0);
    for (;;) {
        std::ifstream status("/proc/" + std::to_string(child) + "/status");
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("VmHWM:")) run.peak_mb = std::max(run.peak_mb, std::stod(line.substr(6)) / 1024);
        int ended = 0;
        if (waitpid(child, &ended, WNOHANG) == child) {
            run.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
            return run;
        }
        usleep(100'000);
    }
}

} // namespace

TEST_CASE("every real and every hostile file ends as indexed, without text or refused with a reason") {
    if (!fs::exists(shared("hostile")) || !fs::exists(shared("corpus"))) {
        WARN("skipped: the real and the hostile files are not there");
        return;
    }
    const test::Scratch scratch;
    const auto report = scratch / "report.jsonl";
    // Without text recognition, which has a budget of its own for each page of a scan (tests/indexer/recognition_test.cpp).
    const auto run = run_indexer({"add", "--ocr=off", shared("corpus").string(), shared("hostile").string(), "--data", (scratch / "data").string(),
                                  "--jobs", "2", "--report", report.string()});
    CHECK(run.status <= 1); // 1: some files were refused
    const auto told = read_report(report);
    const std::set<std::string> kEnds = {"indexed", "copy", "no_text", "refused"};
    std::map<std::string, int> counts;
    double slowest = 0;
    for (const auto& [path, file] : told) {
        INFO(path << ": " << file.outcome << ", " << file.reason);
        CHECK(kEnds.contains(file.outcome));
        CHECK((file.outcome == "indexed" || !file.reason.empty()));
        CHECK(file.seconds <= 20);
        // What would be a fault of ours: a worker that broke or tried what it may not.
        for (const char* fault : {"crashed", "forbidden", "without an answer", "cannot be understood", "no extractor could be started"})
            CHECK(file.reason.find(fault) == std::string::npos);
        slowest = std::max(slowest, file.seconds);
        ++counts[file.outcome];
    }
    auto all = files_below(shared("corpus"));
    all.merge(files_below(shared("hostile")));
    for (const auto& path : all) {
        const auto below = told.lower_bound(path + "!/");
        const bool in_members = below != told.end() && below->first.starts_with(path + "!/");
        INFO(path << " was not told of");
        CHECK((told.contains(path) || in_members));
    }
    CHECK(run.peak_mb < 400);
    std::cout << "real and hostile files: " << all.size();
    for (const auto& [outcome, count] : counts) std::cout << ", " << outcome << " " << count;
    std::cout << "; slowest " << slowest << " s of CPU, peak of the indexer " << static_cast<int>(run.peak_mb) << " MB" << std::endl;
}
