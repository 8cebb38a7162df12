#pragma once
// Why a worker died, as its exit status: an allocation that failed, a file that shrank under it, or else the
// plain signal.

namespace samling {

/// Installs the handlers, on a stack of their own so that an overflown stack is told too.
void exit_on_crash();

} // namespace samling
