#include "indexer/worker_process.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "indexer/worker_protocol.h"
#include "schema/byte_size.h"
#include "schema/failure.h"

extern char** environ;

namespace samling {
namespace {

constexpr std::chrono::seconds kGreetingLimit{30};
constexpr int kFirstFreeDescriptor = 10; // clear of 0 to 3, which the child overwrites

class SpawnActions {
public:
    explicit SpawnActions(int socket) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawnattr_init(&attributes_);
        for (const int standard : {0, 1, 2})
            posix_spawn_file_actions_addopen(&actions_, standard, "/dev/null", O_RDWR, 0);
        posix_spawn_file_actions_adddup2(&actions_, socket, kWorkerSocket);
        posix_spawn_file_actions_addclosefrom_np(&actions_, kWorkerSocket + 1);
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawnattr_setsigdefault(&attributes_, &all);
        // A group of its own: Ctrl-C is for the indexer, which then ends its workers in order.
        posix_spawnattr_setpgroup(&attributes_, 0);
        posix_spawnattr_setflags(&attributes_,
                                 POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    ~SpawnActions() {
        posix_spawn_file_actions_destroy(&actions_);
        posix_spawnattr_destroy(&attributes_);
    }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;

    /// 0 or an error number.
    int spawn(pid_t& pid, std::vector<char*> arguments, std::vector<char*> environment) const {
        return posix_spawn(&pid, arguments.front(), &actions_, &attributes_, arguments.data(),
                           environment.data());
    }

private:
    posix_spawn_file_actions_t actions_;
    posix_spawnattr_t attributes_;
};

/// Nothing of the indexer's own environment but the sanitizers' options: no secrets, no surprises.
std::vector<char*> worker_environment() {
    static char language[] = "LC_ALL=C.UTF-8";
    static char zone[] = "TZ=UTC0"; // spelled out: no time zone file needs to be read
    std::vector<char*> result{language, zone};
    for (char** entry = environ; entry && *entry; ++entry)
        if (std::strstr(*entry, "SAN_OPTIONS=")) result.push_back(*entry);
    result.push_back(nullptr);
    return result;
}

Extraction refusal(std::string reason) {
    Extraction extraction;
    extraction.reason = std::move(reason);
    return extraction;
}

} // namespace

WorkerProcess::WorkerProcess(const WorkerOptions& options, Work work) : options_(options), work_(work) {
    start();
    try {
        greet();
    } catch (...) {
        end();
        throw;
    }
}

WorkerProcess::~WorkerProcess() {
    end();
}

void WorkerProcess::start() {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        throw Failure(ErrorCode::internal, std::string("No socket for a worker: ") + std::strerror(errno));
    const int child_end = fcntl(ends[1], F_DUPFD_CLOEXEC, kFirstFreeDescriptor);
    close(ends[1]);
    socket_ = ends[0];
    std::string program = options_.program.string();
    std::string memory = "--memory=" + std::to_string(options_.memory_bytes);
    std::string unconfined = "--unconfined";
    std::string languages = "--ocr-languages=" + options_.ocr.languages, data = "--ocr-data=" + options_.ocr.data.string();
    std::vector<char*> arguments{program.data(), memory.data()};
    if (work_ == Work::recognising) arguments.insert(arguments.end(), {languages.data(), data.data()});
    if (options_.unconfined == WorkerOptions::Unconfined::allow) arguments.push_back(unconfined.data());
    arguments.push_back(nullptr);
    const int error = SpawnActions(child_end).spawn(pid_, std::move(arguments), worker_environment());
    close(child_end);
    if (error == 0) return;
    pid_ = -1;
    close(socket_);
    socket_ = -1;
    throw Failure(ErrorCode::internal, "Cannot start " + program + ": " + std::strerror(error) +
                                           "; the program indexer-worker belongs beside indexer");
}

void WorkerProcess::greet() {
    std::string greeting;
    const auto received =
        receive_frame(socket_, greeting, 4096, std::chrono::steady_clock::now() + kGreetingLimit);
    if (received == Received::whole && greeting.starts_with("ready")) return;
    const std::string program = options_.program.string();
    constexpr std::string_view kRefused = "refused: ";
    if (received == Received::whole && work_ == Work::recognising)
        throw Failure(ErrorCode::internal, greeting.starts_with(kRefused) ? greeting.substr(kRefused.size()) : greeting);
    if (received == Received::whole)
        throw Failure(ErrorCode::internal,
                      program + " will not read documents: " + greeting +
                          ". Run the indexer on a kernel with seccomp, or allow unconfined "
                          "workers if every file is trusted");
    throw Failure(ErrorCode::internal, program + " does not answer as an indexer-worker of this version");
}

int WorkerProcess::end() {
    if (socket_ >= 0) close(socket_);
    socket_ = -1;
    if (pid_ <= 0) return 0;
    kill(pid_, SIGKILL);
    int status = 0;
    rusage usage{};
    while (wait4(pid_, &status, 0, &usage) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    spent_ = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    return status;
}

/// Read from the kernel, not from the worker's word.
double WorkerProcess::cpu_seconds() const {
    if (pid_ <= 0) return spent_;
    clockid_t clock;
    timespec time{};
    if (clock_getcpuclockid(pid_, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// The kernel counts whole seconds since the start of the process, so the limit moves on before each
/// document. Set from here: the worker's filter does not let it (or who has taken it over) touch its limits.
void WorkerProcess::limit_cpu(double already_spent) {
    rlimit limit{};
    if (prlimit(pid_, RLIMIT_CPU, nullptr, &limit) != 0) return;
    const double seconds = std::ceil(already_spent + static_cast<double>(options_.cpu_limit.count()));
    limit.rlim_cur = std::min(static_cast<rlim_t>(std::max(seconds, 1.0)), limit.rlim_max);
    prlimit(pid_, RLIMIT_CPU, &limit, nullptr);
}

Extraction WorkerProcess::extract(const ExtractionJob& job) {
    const double before = cpu_seconds();
    limit_cpu(before);
    ++documents_;
    const auto wall_limit = job.wall_limit.count() > 0 ? std::min(job.wall_limit, options_.wall_limit) : options_.wall_limit;
    const auto deadline = std::chrono::steady_clock::now() + wall_limit;
    std::string message;
    auto received = Received::closed;
    if (send_job(socket_, job.descriptor, {job.name, job.page, job.member}))
        received = receive_frame(socket_, message, options_.message_bytes, deadline);
    Extraction extraction;
    if (received == Received::whole) {
        try {
            extraction = decode_extraction(message);
        } catch (const Failure&) {
            received = Received::nonsense;
        }
    }
    const auto took_seconds = std::to_string(wall_limit.count());
    switch (received) {
    case Received::whole:
        break;
    case Received::closed:
        extraction = refusal(reason_of_death());
        break;
    case Received::late:
        extraction = refusal("it took longer than " + took_seconds + " s");
        break;
    case Received::oversized:
        extraction = refusal("it holds more text than " + byte_size(options_.message_bytes));
        break;
    case Received::nonsense:
        extraction = refusal("the extractor's answer cannot be understood");
        break;
    }
    if (received != Received::whole) end();
    extraction.cpu_seconds = std::max(0.0, cpu_seconds() - before);
    return extraction;
}

std::string WorkerProcess::reason_of_death() {
    // A closed socket comes a moment before the end: wait for the true status, and only then make sure.
    int status = 0;
    siginfo_t info{};
    for (int i = 0; i < 200; ++i) {
        info.si_pid = 0;
        if (waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
            info.si_pid != 0)
            break;
        usleep(10'000);
    }
    status = end();
    if (WIFEXITED(status) && WEXITSTATUS(status) == kExitOutOfMemory)
        return "it needed more memory than " + byte_size(options_.memory_bytes);
    if (WIFEXITED(status) && WEXITSTATUS(status) == kExitFileChanged)
        return "the file changed or failed while it was read; hand it in again";
    if (!WIFSIGNALED(status))
        return "the extractor ended without an answer (status " + std::to_string(WEXITSTATUS(status)) + ")";
    switch (WTERMSIG(status)) {
    case SIGXCPU:
        return "it needed more than " + std::to_string(options_.cpu_limit.count()) + " s of CPU time";
    case SIGSYS:
        return "the extractor was stopped: the file made it try something that is forbidden";
    default:
        return "the extractor crashed (signal " + std::to_string(WTERMSIG(status)) + ")";
    }
}

} // namespace samling
