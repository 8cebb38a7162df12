#include "indexer/extract/crash.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>

#include <unistd.h>

#include "indexer/worker_protocol.h"

// Sanitizers bring their own malloc and tell crashes themselves.
#ifdef SAMLING_SANITIZED

namespace samling {
void exit_on_crash() {}
} // namespace samling

#else

namespace {

/// Set once malloc has failed: a C library that meets a null pointer next is out of memory, not broken.
volatile std::sig_atomic_t allocation_failed = 0;

template <typename Pointer>
Pointer noted(Pointer pointer, std::size_t wanted) {
    if (!pointer && wanted != 0) {
        allocation_failed = 1;
        errno = ENOMEM;
    }
    return pointer;
}

void explain(int signal) {
    if (signal == SIGBUS) _exit(samling::kExitFileChanged);
    if (allocation_failed) _exit(samling::kExitOutOfMemory);
    // SA_RESETHAND: returning meets the default action, so the pool sees the true signal.
}

} // namespace

// The program's own malloc in front of glibc's, only to notice failure.
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);

void* malloc(std::size_t size) {
    return noted(__libc_malloc(size), size);
}
void* calloc(std::size_t count, std::size_t size) {
    return noted(__libc_calloc(count, size), count && size);
}
void* realloc(void* old, std::size_t size) {
    return noted(__libc_realloc(old, size), size);
}
}

namespace samling {

void exit_on_crash() {
    static std::array<std::byte, 64 * 1024> stack;
    stack_t alternate{};
    alternate.ss_sp = stack.data();
    alternate.ss_size = stack.size();
    sigaltstack(&alternate, nullptr);
    struct sigaction action {};
    action.sa_handler = explain;
    action.sa_flags = SA_ONSTACK | static_cast<int>(SA_RESETHAND);
    for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL})
        sigaction(signal, &action, nullptr);
}

} // namespace samling

#endif
