#include "corpus/data_directory.h"

#include <catch2/catch.hpp>
#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;

namespace {

/// Names of all that lies in `directory`, sorted.
std::vector<std::string> names(const std::filesystem::path& directory) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(directory))
        found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
}

std::filesystem::path make_index(const DataDirectory& data) {
    const auto index = data.next_index();
    std::filesystem::create_directories(index / "inner");
    write_file(index / "inner" / "file", index.filename().string());
    return index;
}

} // namespace

TEST_CASE("a data directory is made, also twice", "[data_directory]") {
    const Scratch scratch;
    const DataDirectory data(scratch / "deep/er");
    data.create();
    data.create();
    CHECK(std::filesystem::is_directory(data.objects()));
    CHECK(data.catalog() == data.root() / "catalog.db");
    CHECK(data.current_index().empty());
}

TEST_CASE("a place that cannot be a data directory is named", "[data_directory]") {
    const Scratch scratch;
    write_file(scratch / "file", "x");
    for (const auto& root : {scratch / "file", scratch / "file/below"}) {
        const auto failure = failure_of([&] { DataDirectory(root).create(); });
        CHECK(failure.starts_with("storage-failed: "));
        CHECK(failure.find(root.string()) != std::string::npos);
    }
}

TEST_CASE("indexes follow each other, the last one switched to is in use", "[data_directory]") {
    const Scratch scratch;
    const DataDirectory data(scratch.path());
    CHECK(data.next_index() == scratch / "index.1");
    for (int round = 0; round < 3; ++round) {
        const auto next = make_index(data);
        CHECK(data.current_index() != next);
        data.switch_index(next);
        CHECK(data.current_index() == next);
        CHECK(names(scratch.path()) == std::vector<std::string>{"index", next.filename().string()});
        CHECK(read_file(data.index() / "inner/file") == next.filename().string());
    }
    CHECK(data.next_index() == scratch / "index.4");
    data.switch_index(data.current_index()); // to itself
    CHECK(data.current_index() == scratch / "index.3");
}

TEST_CASE("what killed rebuilds left is cleared, and nothing else", "[data_directory]") {
    const Scratch scratch;
    const DataDirectory data(scratch.path());
    data.switch_index(make_index(data));
    make_index(data);                                                      // index.2, abandoned
    std::filesystem::create_symlink("index.2", scratch / "index.new");     // killed before the rename
    for (const char* name : {"index.old", "index.", "index.7x", "index2"}) // the administrator's
        std::filesystem::create_directory(scratch / name);
    CHECK(data.current_index() == scratch / "index.1");
    const auto next = make_index(data);
    CHECK(next == scratch / "index.3");
    data.switch_index(next);
    CHECK(names(scratch.path()) ==
          std::vector<std::string>{"index", "index.", "index.3", "index.7x", "index.old", "index2"});
}

TEST_CASE("the collection can be moved as a whole", "[data_directory]") {
    const Scratch scratch;
    std::filesystem::create_directory(scratch / "before");
    const DataDirectory before(scratch / "before");
    before.switch_index(make_index(before));
    std::filesystem::rename(scratch / "before", scratch / "after");
    CHECK(DataDirectory(scratch / "after").current_index() == scratch / "after/index.1");
}

TEST_CASE("only an index of this directory can be switched to", "[data_directory]") {
    const Scratch scratch;
    const DataDirectory data(scratch.path());
    data.switch_index(make_index(data));
    std::filesystem::create_directory(scratch / "other");
    write_file(scratch / "index.9", "a file");
    for (const auto& target :
         {scratch / "index.2", scratch / "other", scratch / "index.9", scratch / "index"})
        CHECK(failure_of([&] { data.switch_index(target); }).starts_with("invalid-argument: "));
    CHECK(data.current_index() == scratch / "index.1");
}

TEST_CASE("an index that has vanished is no index", "[data_directory]") {
    const Scratch scratch;
    const DataDirectory data(scratch.path());
    data.switch_index(make_index(data));
    std::filesystem::remove_all(scratch / "index.1");
    CHECK(data.current_index().empty());
}

TEST_CASE("one writer at a time, in this process and in others", "[data_directory]") {
    const Scratch scratch;
    const DataDirectory data(scratch.path());
    const auto busy = [&] { return failure_of([&] { WriterLock second(data); }); };
    {
        const WriterLock lock(data);
        const std::string expected =
            "busy: index busy: process " + std::to_string(::getpid()) + " is writing ";
        CHECK(busy().starts_with(expected));
        CHECK(in_child([&] { return busy().starts_with(expected) ? 0 : 1; }) == 0);
    }
    CHECK(busy().empty());
    CHECK(in_child([&] { return busy().empty() ? 0 : 1; }) == 0);
}

TEST_CASE("a writer that will not be long is waited for", "[data_directory]") {
    const Scratch scratch;
    const DataDirectory data(scratch.path());
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = start_child([&] {
        const WriterLock lock(data, WriterLock::Hold::briefly);
        if (::write(ends[1], "x", 1) != 1) return 1;
        ::usleep(200'000);
        return 0;
    });
    char byte = 0;
    REQUIRE(::read(ends[0], &byte, 1) == 1);
    CHECK(failure_of([&] { WriterLock lock(data); }).empty());
    CHECK(wait_child(child) == 0);
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST_CASE("a killed writer leaves no lock behind", "[data_directory]") {
    const Scratch scratch;
    const DataDirectory data(scratch.path());
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = start_child([&] {
        const WriterLock lock(data);
        if (::write(ends[1], "x", 1) != 1) return 1;
        for (;;)
            ::pause();
    });
    char byte = 0;
    REQUIRE(::read(ends[0], &byte, 1) == 1);
    const auto failure = failure_of([&] { WriterLock lock(data); });
    CHECK(failure.starts_with("busy: index busy: process " + std::to_string(child) + " "));
    ::kill(child, SIGKILL);
    wait_child(child);
    CHECK(failure_of([&] { WriterLock lock(data); }).empty());
    ::close(ends[0]);
    ::close(ends[1]);
}

TEST_CASE("a lock file with nonsense in it still says something", "[data_directory]") {
    const Scratch scratch;
    const DataDirectory data(scratch.path());
    const WriterLock lock(data);
    for (const std::string content : {"", "no number", "-1"}) {
        write_file(data.lock(), content);
        CHECK(failure_of([&] {
                  WriterLock second(data);
              }).starts_with("busy: index busy: another process is writing "));
    }
}

TEST_CASE("a lock that cannot be made is named", "[data_directory]") {
    const Scratch scratch;
    CHECK(failure_of([&] {
              WriterLock lock(DataDirectory(scratch / "missing"));
          }).starts_with("storage-failed: "));
    std::filesystem::create_symlink("elsewhere", scratch / "writer.lock");
    CHECK(
        failure_of([&] { WriterLock lock(DataDirectory(scratch.path())); }).starts_with("storage-failed: "));
}
