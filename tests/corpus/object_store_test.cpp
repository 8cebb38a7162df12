#include "corpus/object_store.h"

#include <algorithm>
#include <barrier>
#include <catch2/catch.hpp>
#include <csignal>
#include <fcntl.h>
#include <random>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include "corpus/durable_file.h"
#include "tests/support/scratch.h"

using namespace samling;
using namespace samling::test;

namespace {

const std::string kEmptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const std::string kAbcDigest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/// A store in a scratch directory of its own.
struct Fixture {
    Fixture() { std::filesystem::create_directory(root); }
    /// Regular files below the store, those under way included.
    std::size_t files() const {
        const std::filesystem::recursive_directory_iterator all(root);
        return static_cast<std::size_t>(
            std::count_if(begin(all), end(all), [](const auto& entry) { return entry.is_regular_file(); }));
    }
    Scratch scratch;
    std::filesystem::path root = scratch / "objects";
    ObjectStore store{root};
};

} // namespace

TEST_CASE("digests are those of FIPS 180-4", "[object_store]") {
    CHECK(sha256("") == kEmptyDigest);
    CHECK(sha256("abc") == kAbcDigest);
    CHECK(sha256(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("what is put can be read back under its digest", "[object_store]") {
    Fixture f;
    for (const std::string& content : {std::string(), std::string("abc"), std::string("\0\xff", 2),
                                       std::string(262'144, 'b'), std::string(1'000'003, 'c')}) {
        write_file(f.scratch / "file", content);
        const auto digest = f.store.put_file(f.scratch / "file");
        CHECK(digest == sha256(content));
        CHECK(digest == sha256_file(f.scratch / "file"));
        CHECK(f.store.contains(digest));
        CHECK(read_file(f.store.path(digest)) == content);
        CHECK(f.store.put(content) == digest);
    }
    CHECK(f.files() == 5);
    CHECK(f.store.path(kAbcDigest) == f.root / "ba" / kAbcDigest.substr(2));
    CHECK(f.store.verify().empty());
}

TEST_CASE("an object is for its group to read and for nobody to change, from when it is durable", "[object_store]") {
    Fixture f;
    const auto object = f.store.path(f.store.put("abc"));
    CHECK(static_cast<unsigned>(std::filesystem::status(object).permissions()) == 0600);
    f.store.sync();
    CHECK(static_cast<unsigned>(std::filesystem::status(object).permissions()) == 0440);
    const auto before = std::filesystem::last_write_time(object);
    struct stat first {
    }, second{};
    ::stat(object.c_str(), &first);
    f.store.put("abc");
    ::stat(object.c_str(), &second);
    CHECK(first.st_ino == second.st_ino);
    CHECK(std::filesystem::last_write_time(object) == before);
}

TEST_CASE("what is no readable regular file is refused at once", "[object_store]") {
    Fixture f;
    ::mkfifo((f.scratch / "fifo").c_str(), 0644);
    std::filesystem::create_symlink("missing", f.scratch / "dangling");
    const auto zero = std::filesystem::path("/dev/zero");
    for (const auto& file :
         {f.scratch / "fifo", f.scratch / "missing", f.scratch / "dangling", f.root, zero}) {
        const auto failure = failure_of([&] { f.store.put_file(file); });
        CHECK(failure.starts_with("unreadable-file: "));
        CHECK(failure.find(file.string()) != std::string::npos);
        CHECK(failure_of([&] { sha256_file(file); }).starts_with("unreadable-file: "));
    }
    write_file(f.scratch / "link-target", "abc");
    std::filesystem::create_symlink("link-target", f.scratch / "link");
    CHECK(f.store.put_file(f.scratch / "link") == kAbcDigest);
    CHECK(f.files() == 1);
}

TEST_CASE("only digests are names", "[object_store]") {
    Fixture f;
    std::string upper = kAbcDigest;
    std::transform(upper.begin(), upper.end(), upper.begin(), ::toupper);
    for (const std::string& name :
         {std::string(), kAbcDigest.substr(1), kAbcDigest + "0", upper, "../" + kAbcDigest.substr(3),
          std::string(64, '\0'), std::string(64, '/')}) {
        CHECK(failure_of([&] { f.store.path(name); }).starts_with("invalid-argument: "));
        CHECK(failure_of([&] { f.store.contains(name); }).starts_with("invalid-argument: "));
        CHECK(failure_of([&] { f.store.remove(name); }).starts_with("invalid-argument: "));
    }
    CHECK_FALSE(f.store.contains(kAbcDigest));
    f.store.remove(kAbcDigest);
    f.store.put("abc");
    f.store.remove(kAbcDigest);
    CHECK_FALSE(f.store.contains(kAbcDigest));
}

TEST_CASE("verify names every damaged object, and putting it again mends a short one", "[object_store]") {
    Fixture f;
    const auto abc = f.store.path(f.store.put("abc"));
    const auto longer = f.store.path(f.store.put("longer"));
    f.store.put("good");
    f.store.sync();
    for (const auto& object : {abc, longer})
        ::chmod(object.c_str(), 0640);
    write_file(abc, "abX");
    write_file(longer, "lon");
    const auto mistakes = f.store.verify();
    REQUIRE(mistakes.size() == 2);
    for (const auto& object : {abc, longer})
        CHECK(std::count_if(mistakes.begin(), mistakes.end(), [&](const std::string& line) {
                  return line.starts_with(object.string() + ": ");
              }) == 1);
    f.store.put("longer");
    CHECK(f.store.verify().size() == 1);
    CHECK(failure_of([&] { ObjectStore(f.scratch / "missing").verify(); }).starts_with("storage-failed: "));
}

TEST_CASE("what was left without being durable is taken where it is whole, and replaced where not", "[object_store]") {
    Fixture f;
    const auto whole = f.store.path(f.store.put("abc")), half = f.store.path(f.store.put("half of it"));
    write_file(half, "half of XX"); // as a machine may leave it that loses power before the sync
    struct stat left {
    }, now{};
    ::stat(whole.c_str(), &left);
    ObjectStore next(f.root);
    next.put("abc");
    next.put("half of it");
    next.sync();
    ::stat(whole.c_str(), &now);
    CHECK(left.st_ino == now.st_ino);
    CHECK(next.verify().empty());
    for (const auto& object : {whole, half})
        CHECK(static_cast<unsigned>(std::filesystem::status(object).permissions()) == 0440);
}

TEST_CASE("what cannot be made durable is told, and what was removed need not be", "[object_store]") {
    Fixture f;
    f.store.remove(f.store.put("refused after all"));
    f.store.put("abc");
    f.store.sync();
    std::filesystem::remove(f.store.path(f.store.put("lost")));
    CHECK(failure_of([&] { f.store.sync(); }).starts_with("storage-failed: cannot sync "));
    CHECK(failure_of([&] { f.store.sync(); }).starts_with("storage-failed: cannot sync "));
    CHECK(f.store.contains(kAbcDigest));
}

TEST_CASE("the same content from several threads and processes is one whole object", "[object_store]") {
    Fixture f;
    write_file(f.scratch / "file", std::string(3'000'000, 'p'));
    std::vector<pid_t> children;
    for (int i = 0; i < 4; ++i)
        children.push_back(start_child([&] {
            ObjectStore store(f.root);
            for (int round = 0; round < 10; ++round) {
                store.put_file(f.scratch / "file");
                store.put("abc" + std::to_string(round));
            }
            return 0;
        }));
    for (const pid_t child : children)
        CHECK(wait_child(child) == 0);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] { f.store.put_file(f.scratch / "file"); });
    for (auto& thread : threads)
        thread.join();
    CHECK(f.store.verify().empty());
    CHECK(f.files() == 11);
}

TEST_CASE("what one process made durable is not replaced by another that stores the same", "[object_store][crash]") {
    Fixture f;
    std::barrier start(2), done(2);
    constexpr int kRounds = 1000;
    const auto content = [](int round) { return "round " + std::to_string(round); };
    std::thread other([&] {
        ObjectStore store(f.root); // of another process, as it were
        for (int round = 0; round < kRounds; ++round) {
            start.arrive_and_wait();
            store.put(content(round));
            done.arrive_and_wait();
        }
    });
    int replaced = 0;
    for (int round = 0; round < kRounds; ++round) {
        write_file(f.scratch / "part", content(round));
        struct stat adopted {
        }, now{};
        start.arrive_and_wait();
        const auto object = f.store.path(f.store.adopt(f.scratch / "part"));
        ::stat(object.c_str(), &adopted);
        done.arrive_and_wait();
        ::stat(object.c_str(), &now);
        replaced += adopted.st_ino != now.st_ino ? 1 : 0;
        std::filesystem::remove(f.scratch / "part");
    }
    other.join();
    CHECK(replaced == 0);
    CHECK(f.store.verify().empty());
}

TEST_CASE("a file that changes while it is read is stored under the digest of what was stored",
          "[object_store]") {
    Fixture f;
    const auto file = f.scratch / "changing";
    write_file(file, std::string(8'000'000, 'o'));
    const pid_t child = start_child([&] {
        const int descriptor = ::open(file.c_str(), O_WRONLY);
        std::mt19937 random(1);
        for (;;) {
            const char byte = static_cast<char>(random());
            if (::pwrite(descriptor, &byte, 1, static_cast<off_t>(random() % 9'000'000)) != 1) return 1;
        }
    });
    for (int round = 0; round < 5; ++round) {
        const auto digest = f.store.put_file(file);
        CHECK(sha256_file(f.store.path(digest)) == digest);
    }
    ::kill(child, SIGKILL);
    wait_child(child);
    CHECK(f.store.verify().empty());
}

TEST_CASE("kill -9 leaves no half object, and what it left is cleared by the next put",
          "[object_store][crash]") {
    Fixture f;
    write_file(f.scratch / "file", std::string(20'000'000, 'k'));
    std::mt19937 random(9);
    for (int round = 0; round < 20; ++round) {
        const pid_t child = start_child([&] {
            ObjectStore(f.root).put_file(f.scratch / "file");
            return 0;
        });
        ::usleep(static_cast<unsigned>(random() % 20'000));
        ::kill(child, SIGKILL);
        wait_child(child);
        CHECK(f.store.verify().empty());
        f.store.remove(sha256_file(f.scratch / "file"));
    }
    f.store.put("abc");
    CHECK(f.files() == 1);
}

TEST_CASE("a file under way is never taken for an abandoned one", "[object_store]") {
    Fixture f;
    std::filesystem::create_directory(f.root / "incoming");
    write_file(f.root / "incoming/tmp-dead00", "left by a killed process");
    write_file(f.root / "incoming/notes", "not ours");
    TemporaryFile first(f.root / "incoming");
    first.write("ab");
    f.store.put("something");
    { TemporaryFile third(f.root / "incoming"); }
    first.write("c");
    write_file(f.scratch / "kept", "before");
    CHECK_FALSE(first.move_to_free(f.scratch / "kept"));
    CHECK(read_file(f.scratch / "kept") == "before");
    first.move_to(f.scratch / "kept");
    CHECK(read_file(f.scratch / "kept") == "abc");
    CHECK_FALSE(std::filesystem::exists(f.root / "incoming/tmp-dead00"));
    CHECK(std::filesystem::exists(f.root / "incoming/notes"));
    CHECK(f.files() == 2); // the notes and the object
}

TEST_CASE("a full disk is told, and nothing is left of the attempt", "[object_store]") {
    if (skipped_unless_root("mounting a small file system")) return;
    Fixture f;
    if (::mount("tmpfs", f.root.c_str(), "tmpfs", 0, "size=1m") != 0) {
        WARN("skipped: no right to mount");
        return;
    }
    const auto full = f.scratch / "full";
    write_file(full, std::string(3'000'000, 'f'));
    const auto failure = failure_of([&] { f.store.put_file(full); });
    const auto left = f.files();
    const auto after = failure_of([&] { f.store.put("small"); });
    ::umount(f.root.c_str());
    CHECK(failure.starts_with("storage-failed: "));
    CHECK(failure.find("free some space") != std::string::npos);
    CHECK(left == 0);
    CHECK(after.empty());
}

TEST_CASE("a file too large for the file system is too large", "[object_store]") {
    Fixture f;
    write_file(f.scratch / "file", std::string(3'000'000, 'f'));
    CHECK(in_child([&] {
              ::signal(SIGXFSZ, SIG_IGN);
              const struct rlimit limit { 1'000'000, 1'000'000 };
              ::setrlimit(RLIMIT_FSIZE, &limit);
              return failure_of([&] { f.store.put_file(f.scratch / "file"); }).starts_with("too-large: ") ? 0
                                                                                                          : 1;
          }) == 0);
    CHECK(f.files() == 0);
}

TEST_CASE("a file of another file system is taken over as well", "[object_store]") {
    if (skipped_unless_root("mounting a small file system")) return;
    Fixture f;
    const auto other = f.scratch / "other";
    std::filesystem::create_directory(other);
    if (::mount("tmpfs", other.c_str(), "tmpfs", 0, "size=1m") != 0) {
        WARN("skipped: no right to mount");
        return;
    }
    write_file(other / "file", "from afar");
    const auto digest = f.store.adopt(other / "file");
    ::umount(other.c_str());
    CHECK(digest == sha256("from afar"));
    CHECK(f.store.verify().empty());
    CHECK(f.store.contains(digest));
}
