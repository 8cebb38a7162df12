#include <catch2/catch.hpp>

#include "tests/e2e/programs.h"
#include "tests/places/places.h"
#include "tests/support/scratch.h"

// Disks that fill up or cannot be written: file systems in memory, mounted where only the shell of the test sees them.

using namespace samling;

namespace {

/// A folder of texts, and a place to mount on.
struct Disk {
    test::Scratch scratch;
    Disk() {
        std::filesystem::create_directories(scratch / "disk");
        std::filesystem::create_directories(scratch / "files");
        for (int file = 0; file < 150; ++file) {
            std::string text;
            for (int word = 0; word < 1200; ++word)
                text += "w" + std::to_string(file * 7919 % 1000 * 1200 + word * 31) + " ";
            test::write_file((scratch / "files") / (std::to_string(file) + ".txt"), text);
        }
    }

    /// Runs the lines of `script` in namespaces of their own, with a disk of `size` at $D. `run` and `add` in it run the
    /// indexer and print its status in brackets.
    test::Ended run(const std::string& size, const std::string& script) const {
        const auto disk = (scratch / "disk").string();
        return test::run_program("/usr/bin/unshare",
                                 {"-rm", "/bin/sh", "-c",
                                  "D=" + disk + "; mount -t tmpfs -o size=" + size + " tmpfs $D 2>/dev/null || exit 77\n" +
                                      "run() { " + test::program_directory().string() + "/indexer \"$@\" --data $D/data 2>&1; echo \"[$?]\"; }\n" +
                                      "add() { run add --ocr=off " + (scratch / "files").string() + "; }\n" + script});
    }
};

bool is_skipped(const test::Ended& ended) {
    if (ended.status == 77 || ended.status == 1 || ended.status == 127) {
        WARN("skipped: no file system can be mounted here");
        return true;
    }
    return false;
}

std::string line_with(const std::string& output, const std::string& words) {
    const auto at = output.find(words);
    if (at == std::string::npos) return "";
    const auto from = output.rfind('\n', at) + 1;
    return output.substr(from, output.find('\n', at) - from);
}

} // namespace

TEST_CASE("a full disk is told, loses nothing, and the next run goes on") {
    const Disk disk;
    for (const auto* size : {"300k", "1m", "3m", "6m"}) { // full in the catalog, the object store, the index
        const auto ended = disk.run(size, "add; run verify; mount -o remount,size=200m $D; add; run verify");
        CAPTURE(size, ended.output);
        if (is_skipped(ended)) return;
        const auto told = line_with(ended.output, "indexer: ");
        CHECK_THAT(told, Catch::Contains("free some space and run again"));
        CHECK(ended.output.find("[2]") < ended.output.find("[0]"));
        CHECK(ended.output.find("[2]", ended.output.find("[0]")) == std::string::npos);
        CHECK_THAT(ended.output, Catch::EndsWith("clean\n[0]\n"));
        CHECK_THAT(ended.output, Catch::Contains("150 documents in 150 versions, 150 originals, 150 documents in the index"));
    }
}

TEST_CASE("a collection that cannot be written is told, can be read, and is taken up again when it can") {
    const Disk disk;
    const auto ended = disk.run("100m", "add; rm " + ((disk.scratch / "files") / "7.txt").string() +
                                            "; mount -o remount,ro $D; add; run status; mount -o remount,rw $D; add; run verify");
    CAPTURE(ended.output);
    if (is_skipped(ended)) return;
    CHECK_THAT(line_with(ended.output, "indexer: "), Catch::Contains("Read-only file system; mount it for writing, or name another directory"));
    CHECK(ended.output.find("[2]") > ended.output.find("[0]"));
    CHECK_THAT(ended.output, Catch::Contains("documents: 150\n"));
    CHECK_THAT(ended.output, Catch::EndsWith("clean\n[0]\n"));
}
