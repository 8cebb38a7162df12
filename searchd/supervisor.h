#pragma once
// A program kept running beside the daemon.

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace samling {

/// Starts a program, and again whenever it ends: soon at first, later and later when it ends at once. It gets the daemon's
/// standard streams and no other file. The destructor stops it, with SIGKILL when it has not ended in five seconds.
class Supervisor {
public:
    /// `command` begins with the program's path. `tell` is given each unasked-for end, from a thread of ours.
    Supervisor(std::vector<std::string> command, std::function<void(const std::string&)> tell);
    ~Supervisor();
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;

private:
    void watch();
    pid_t start() const;
    int wait_for_end(pid_t process);
    bool pause(std::chrono::milliseconds time) const;

    const std::vector<std::string> command_;
    const std::function<void(const std::string&)> tell_;
    std::atomic<bool> stop_ = false;
    std::jthread thread_;
};

} // namespace samling
