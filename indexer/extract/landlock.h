#pragma once
#include <string_view>

namespace samling {

/// Forbids every access to the file system by path, but reading below `readable` (which may be missing), and
/// every network use and signal that the kernel's Landlock knows. False where the kernel has no Landlock.
/// Needs no_new_privs.
bool apply_landlock(std::string_view readable);

} // namespace samling
