#pragma once
// Takes away from the calling process everything that reading one open file does not need. Called once, after
// the libraries have loaded what they want from disk and before the first foreign byte is read.

#include <cstddef>
#include <string>

namespace samling {

struct Confinement {
    bool confined = false; ///< Resource limits, no new privileges and the system call filter all hold.
    /// What holds and what does not, in words, as "system call filter, Landlock; no network namespace".
    std::string description;
};

/// The calling process must have one thread. Cannot be undone. Never throws: what the kernel refuses is told.
/// `memory_bytes` limits the address space; 0, and every build with sanitizers (their shadow memory is
/// terabytes of address space), leaves it unlimited. CPU time is limited per document from outside, by the
/// pool.
///
/// Afterwards: no file can be created, written or opened by path (but poppler's public character tables,
/// where Landlock can vouch for the path), no socket made, no process or thread started, no program run;
/// running one, tracing or the like kills the process at once, all else fails with EPERM.
Confinement confine(std::size_t memory_bytes);

} // namespace samling
