#pragma once
// The subcommands of the indexer.

#include <atomic>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

namespace samling {

/// What a program is started with. `stop` may be set by a signal handler: a run then ends after its current
/// batch.
struct ProgramContext {
    std::filesystem::path program; ///< Of this very program, to find its worker and its data.
    std::ostream& out;
    std::ostream& err;
    enum class Terminal { no, yes } terminal = Terminal::no;
    const std::atomic<bool>& stop;
};

/// Runs `indexer WORDS...`. Returns the exit status: 0 all in; 1 some rejected, each listed with its reason,
/// the rest in; 2 could not run. Never throws.
int run_indexer(const std::vector<std::string>& words, const ProgramContext& context);

} // namespace samling
