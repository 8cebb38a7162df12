#include <csignal>
#include <filesystem>
#include <iostream>
#include <unistd.h>

#include "indexer/commands.h"

namespace {

std::atomic<bool> stop_asked = false;

void ask_to_stop(int) {
    if (stop_asked.exchange(true)) ::_exit(130); // the second time it is meant at once
}

} // namespace

int main(int count, char** words) {
    std::signal(SIGINT, ask_to_stop);
    std::signal(SIGTERM, ask_to_stop);
    std::signal(SIGPIPE, SIG_IGN);
    const auto terminal = ::isatty(STDERR_FILENO) != 0 ? samling::ProgramContext::Terminal::yes
                                                       : samling::ProgramContext::Terminal::no;
    return samling::run_indexer({words + 1, words + count}, {std::filesystem::read_symlink("/proc/self/exe"),
                                                             std::cout, std::cerr, terminal, stop_asked});
}
