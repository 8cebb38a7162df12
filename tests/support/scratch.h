#pragma once
// What tests need of the operating system: a directory of their own, files in it, other processes.

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <sys/types.h>

#include "schema/failure.h"

namespace samling::test {

/// An empty directory that is gone, with all in it, when it is destroyed. Others may enter it.
class Scratch {
public:
    Scratch();
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

void write_file(const std::filesystem::path& file, std::string_view content);
std::string read_file(const std::filesystem::path& file);

/// Runs `work` in a child process; an exception of it ends the child with status 99. Needs a process without
/// threads.
pid_t start_child(const std::function<int()>& work);
/// The exit status of a child; 128 and its signal if it was killed.
int wait_child(pid_t child);
inline int in_child(const std::function<int()>& work) {
    return wait_child(start_child(work));
}

/// "<code name>: <message>" of the Failure that `work` throws; empty if it throws none.
std::string failure_of(const std::function<void()>& work);

/// True, after saying so, when a test that needs root or the lack of it has to be skipped.
bool skipped_unless_root(const char* what);

} // namespace samling::test
