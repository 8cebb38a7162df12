#pragma once

namespace samling {

/// Whether files may be opened for reading: only sensible where something else (Landlock) limits the paths.
enum class Opening { never, for_reading };

/// Loads the filter into the kernel; false when it has none. Needs no_new_privs.
bool apply_system_call_filter(Opening opening);

} // namespace samling
