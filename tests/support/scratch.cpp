#include "tests/support/scratch.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace samling::test {

Scratch::Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "samling-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
    ::chmod(pattern.c_str(), 0755);
    path_ = pattern;
}

Scratch::~Scratch() {
    std::error_code ignored;
    for (std::filesystem::recursive_directory_iterator entry(path_, ignored), end; entry != end;
         entry.increment(ignored))
        if (entry->is_directory(ignored) && !entry->is_symlink(ignored)) ::chmod(entry->path().c_str(), 0755);
    std::filesystem::remove_all(path_, ignored);
}

void write_file(const std::filesystem::path& file, std::string_view content) {
    std::ofstream(file, std::ios::binary) << content;
}

std::string read_file(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

pid_t start_child(const std::function<int()>& work) {
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("fork failed");
    if (child > 0) return child;
    try {
        ::_exit(work());
    } catch (...) {
        ::_exit(99);
    }
}

int wait_child(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string failure_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Failure& failure) {
        return std::string(error_kind(failure.code()).name) + ": " + failure.what();
    }
    return {};
}

} // namespace samling::test
