#include <catch2/catch.hpp>

#include <csignal>
#include <functional>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/extract/confine.h"

using namespace samling;

namespace {

constexpr int kImpossible = 0, kPossible = 1, kUnconfined = 99;

/// Confines a child and lets it try. Returns its wait status.
int try_confined(const std::function<bool()>& attempt) {
    const pid_t child = fork();
    if (child == 0) {
        if (!confine(std::size_t{1} << 30).confined) _exit(kUnconfined);
        _exit(attempt() ? kPossible : kImpossible);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status;
}

bool opened(int descriptor) {
    return descriptor >= 0;
}

} // namespace

TEST_CASE("a confined process reaches nothing but what it holds") {
    struct Case {
        const char* name;
        std::function<bool()> attempt;
    };
    const int memory = memfd_create("held", 0);
    const Case cases[] = {
        {"read a file", [] { return opened(open("/etc/passwd", O_RDONLY)); }},
        {"read a file of this test", [] { return opened(open(__FILE__, O_RDONLY)); }},
        {"list a directory", [] { return opened(open("/", O_RDONLY | O_DIRECTORY)); }},
        {"read its own memory map", [] { return opened(open("/proc/self/maps", O_RDONLY)); }},
        {"open a device", [] { return opened(open("/dev/null", O_RDWR)); }},
        {"write a file", [] { return opened(open("/tmp/samling-confine-test", O_WRONLY | O_CREAT, 0600)); }},
        {"make a nameless file", [] { return opened(open("/tmp", O_RDWR | O_TMPFILE, 0600)); }},
        {"append by the tables' directory",
         [] { return opened(open("/usr/share/poppler/x", O_WRONLY | O_CREAT | O_APPEND, 0600)); }},
        {"make a directory", [] { return mkdir("/tmp/samling-confine-test-d", 0700) == 0; }},
        {"remove", [] { return unlink("/tmp/samling-confine-test") == 0; }},
        {"link", [] { return symlink("/etc/passwd", "/tmp/samling-confine-test-l") == 0; }},
        {"change directory", [] { return chdir("/") == 0; }},
        {"reach the network", [] { return opened(socket(AF_INET, SOCK_STREAM, 0)); }},
        {"reach a local socket", [] { return opened(socket(AF_UNIX, SOCK_STREAM, 0)); }},
        {"make a pair of sockets",
         [] {
             int ends[2];
             return socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0;
         }},
        {"fork", [] { return fork() >= 0; }},
        {"signal its parent", [] { return kill(getppid(), 0) == 0; }},
        {"raise its limits",
         [] {
             const rlimit limit{RLIM_INFINITY, RLIM_INFINITY};
             return setrlimit(RLIMIT_AS, &limit) == 0 || setrlimit(RLIMIT_CPU, &limit) == 0;
         }},
        {"make memory executable",
         [] {
             return mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
                    MAP_FAILED;
         }},
        {"grow a file it holds", [memory] { return ftruncate(memory, 4096) == 0; }},
        {"become another user", [] { return setuid(0) == 0; }},
    };
    for (const auto& row : cases) {
        INFO(row.name);
        const int status = try_confined(row.attempt);
        if (WIFEXITED(status) && WEXITSTATUS(status) == kUnconfined) {
            WARN("skipped: this kernel does not confine");
            return;
        }
        REQUIRE(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == kImpossible);
    }
    close(memory);
}

TEST_CASE("a confined process that runs a program or traces another dies") {
    const std::function<bool()> attempts[] = {
        [] {
            char program[] = "/bin/true";
            char* arguments[] = {program, nullptr};
            return execv(program, arguments) == 0;
        },
        [] { return ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0; },
    };
    for (const auto& attempt : attempts) {
        const int status = try_confined(attempt);
        if (WIFEXITED(status) && WEXITSTATUS(status) == kUnconfined) {
            WARN("skipped: this kernel does not confine");
            return;
        }
        REQUIRE(WIFSIGNALED(status));
        CHECK(WTERMSIG(status) == SIGSYS);
    }
}

TEST_CASE("a confined process can compute and use what it was given") {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const int status = try_confined([&] {
        std::string memory(1 << 20, 'x');
        return write(ends[1], memory.data(), 10) == 10 && memory.back() == 'x';
    });
    if (!(WIFEXITED(status) && WEXITSTATUS(status) == kUnconfined)) {
        REQUIRE(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == kPossible);
    }
    close(ends[0]);
    close(ends[1]);
}
