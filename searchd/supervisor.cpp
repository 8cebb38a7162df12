#include "searchd/supervisor.h"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace samling {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLook{50};
constexpr std::chrono::milliseconds kFirstPause{200}, kLongestPause{30'000};
/// One that ran for so long and then ended is not one that cannot run.
constexpr std::chrono::seconds kRanWell{60};
constexpr std::chrono::seconds kPatience{5};

std::string how_it_ended(int status) {
    if (WIFSIGNALED(status)) return "was killed by signal " + std::to_string(WTERMSIG(status));
    return "ended with status " + std::to_string(WEXITSTATUS(status));
}

} // namespace

Supervisor::Supervisor(std::vector<std::string> command, std::function<void(const std::string&)> tell)
    : command_(std::move(command)), tell_(std::move(tell)), thread_([this] { watch(); }) {}

Supervisor::~Supervisor() {
    stop_ = true;
    thread_.join();
}

void Supervisor::watch() {
    for (auto wait = kFirstPause; !stop_;) {
        const auto begun = Clock::now();
        const pid_t process = start();
        const int status = process > 0 ? wait_for_end(process) : 0;
        if (stop_) return;
        tell_(process > 0 ? command_[0] + " " + how_it_ended(status) + "; it is started again"
                          : command_[0] + " cannot be started: " + std::strerror(-process));
        wait = Clock::now() - begun > kRanWell ? kFirstPause : std::min(wait * 2, kLongestPause);
        if (!pause(wait)) return;
    }
}

/// The process; minus errno when there is none.
pid_t Supervisor::start() const {
    std::vector<char*> words;
    for (const auto& word : command_) words.push_back(const_cast<char*>(word.c_str())); // NOLINT: posix_spawn's interface
    words.push_back(nullptr);
    // Our threads block the signals that stop us; the program is to hear them.
    sigset_t none, usual;
    sigemptyset(&none);
    sigfillset(&usual);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1); // sockets among them
    pid_t process = 0;
    const int error = posix_spawn(&process, words[0], &files, &attributes, words.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return error == 0 ? process : -error;
}

/// Its status, once it has ended by itself or because we stop.
int Supervisor::wait_for_end(pid_t process) {
    int status = 0;
    Clock::time_point asked{};
    for (; ::waitpid(process, &status, WNOHANG) == 0; std::this_thread::sleep_for(kLook)) {
        if (!stop_) continue;
        if (asked == Clock::time_point{}) {
            asked = Clock::now();
            ::kill(process, SIGTERM);
        } else if (Clock::now() - asked > kPatience) {
            ::kill(process, SIGKILL);
        }
    }
    return status;
}

/// False as soon as we stop.
bool Supervisor::pause(std::chrono::milliseconds time) const {
    for (const auto until = Clock::now() + time; Clock::now() < until; std::this_thread::sleep_for(kLook))
        if (stop_) return false;
    return !stop_;
}

} // namespace samling
