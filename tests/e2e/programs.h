#pragma once
// The programs as they are run, and a browser's side of a socket.

#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

#include "tests/support/scratch.h"

namespace samling::test {

struct Ended {
    int status = 0;      ///< Exit status; 128 and the signal if killed.
    std::string output;  ///< Standard output and standard error.
};

/// Runs a program of the build's bin directory, or the one of an absolute path, to its end. `environment` adds to ours.
Ended run_program(const std::string& name, const std::vector<std::string>& words, const std::map<std::string, std::string>& environment = {});

/// Processes whose command line has all of `words`.
std::vector<pid_t> processes_with(const std::vector<std::string>& words);

struct Answer {
    int status = 0;
    std::map<std::string, std::string> headers; ///< Names in lower case.
    std::string body;
};

/// A searchd on a port of its own, up when constructed. Its end stops it.
class Daemon {
public:
    explicit Daemon(const std::filesystem::path& data, std::vector<std::string> more = {});
    ~Daemon();
    Daemon(const Daemon&) = delete;
    Daemon& operator=(const Daemon&) = delete;

    /// GET over a connection of its own; `lines` are more header lines, each with CRLF.
    Answer get(const std::string& target, const std::string& lines = "") const;
    /// Sends bytes as they are and returns all that comes until the server closes.
    std::string raw(const std::string& bytes) const;
    int port() const { return port_; }
    /// SIGTERM; the exit status and all it printed.
    Ended stop(int signal);

private:
    pid_t process_ = -1;
    int output_ = -1;
    int port_ = 0;
    std::string printed_;
};

} // namespace samling::test
