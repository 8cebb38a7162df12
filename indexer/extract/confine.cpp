#include "indexer/extract/confine.h"

#include <array>

#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "indexer/extract/landlock.h"
#include "indexer/extract/system_call_filter.h"

namespace samling {
namespace {

constexpr std::string_view kCharacterTables = "/usr/share/poppler";

struct Limit {
    __rlimit_resource resource;
    rlim_t value;
};

bool apply_limits(std::size_t memory_bytes) {
    std::array<Limit, 5> limits = {{{RLIMIT_FSIZE, 0},
                                    {RLIMIT_CORE, 0},
                                    {RLIMIT_NOFILE, 32},
                                    {RLIMIT_NPROC, 0},
                                    {RLIMIT_AS, memory_bytes ? memory_bytes : RLIM_INFINITY}}};
#ifdef SAMLING_SANITIZED
    limits.back().value = RLIM_INFINITY;
#endif
    bool all = true;
    for (const auto& limit : limits) {
        rlimit value{limit.value, limit.value};
        if (limit.value == RLIM_INFINITY) continue;
        all = setrlimit(limit.resource, &value) == 0 && all;
    }
    return all;
}

} // namespace

Confinement confine(std::size_t memory_bytes) {
    // Not every kernel lets an ordinary user have namespaces; the filter below holds without them.
    const bool namespaces = unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) == 0;
    const bool limits = apply_limits(memory_bytes);
    const bool no_privileges = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    const bool landlock = no_privileges && apply_landlock(kCharacterTables);
    const bool filter =
        no_privileges && apply_system_call_filter(landlock ? Opening::for_reading : Opening::never);

    const auto say = [](bool holds, std::string_view what) {
        return (holds ? std::string() : std::string("no ")) + std::string(what);
    };
    return {limits && no_privileges && filter,
            say(filter, "system call filter") + ", " + say(limits, "resource limits") + ", " +
                say(landlock, "Landlock") + ", " + say(namespaces, "namespaces of its own")};
}

} // namespace samling
