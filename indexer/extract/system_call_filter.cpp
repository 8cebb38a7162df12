#include "indexer/extract/system_call_filter.h"

#include <array>
#include <cerrno>
#include <memory>

#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

namespace samling {
namespace {

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

/// All that computing, talking over an open socket and ending takes.
constexpr std::array kPlain = {
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(write),
    SCMP_SYS(sendmsg),
    SCMP_SYS(recvmsg),
    SCMP_SYS(close),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(brk),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getrusage),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(getrandom),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sysinfo),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
#ifdef SAMLING_SANITIZED // what the sanitizers' own checks and reports need: they probe memory by a pipe
    SCMP_SYS(sigaltstack),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(readlink),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(pipe),
    SCMP_SYS(pipe2),
    SCMP_SYS(prctl),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getppid),
#endif
};

/// No parser has a use for these; a process that tries is no longer ours.
constexpr std::array kDeadly = {
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(bpf),
    SCMP_SYS(kexec_load),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(mount),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(keyctl),
};

class Rules {
public:
    explicit Rules(scmp_filter_ctx filter) : filter_(filter) {}

    template <typename... Conditions>
    void add(std::uint32_t action, int call, Conditions... conditions) {
        const std::array<scmp_arg_cmp, sizeof...(Conditions)> all{conditions...};
        const int status = seccomp_rule_add_array(filter_, action, call, all.size(), all.data());
        // -EDOM: a call that this architecture does not have.
        if (status != 0 && status != -EDOM) good_ = false;
    }
    bool good() const { return good_; }

private:
    scmp_filter_ctx filter_;
    bool good_ = true;
};

scmp_arg_cmp bits_clear(unsigned argument, std::uint64_t mask) {
    return {argument, SCMP_CMP_MASKED_EQ, mask, 0};
}

scmp_arg_cmp equals(unsigned argument, std::uint64_t value) {
    return {argument, SCMP_CMP_EQ, value, 0};
}

void allow_with_conditions(Rules& rules, Opening opening) {
    const auto allow = SCMP_ACT_ALLOW;
    rules.add(allow, SCMP_SYS(mmap), bits_clear(2, PROT_EXEC));
    rules.add(allow, SCMP_SYS(mprotect), bits_clear(2, PROT_EXEC));
    rules.add(allow, SCMP_SYS(tgkill), equals(0, static_cast<std::uint64_t>(getpid()))); // abort()
    rules.add(allow, SCMP_SYS(newfstatat), equals(3, AT_EMPTY_PATH)); // fstat() of today's glibc
    rules.add(allow, SCMP_SYS(prlimit64), equals(2, 0));              // ask, never set
    rules.add(allow, SCMP_SYS(fcntl), equals(1, F_GETFL));
    if (opening == Opening::for_reading)
        rules.add(allow, SCMP_SYS(openat),
                  bits_clear(2, O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY)));
}

} // namespace

bool apply_system_call_filter(Opening opening) {
    const Filter filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)), &seccomp_release);
    if (!filter) return false;
    Rules rules(filter.get());
    for (const int call : kPlain)
        rules.add(SCMP_ACT_ALLOW, call);
    for (const int call : kDeadly)
        rules.add(SCMP_ACT_KILL_PROCESS, call);
    allow_with_conditions(rules, opening);
    return rules.good() && seccomp_load(filter.get()) == 0;
}

} // namespace samling
