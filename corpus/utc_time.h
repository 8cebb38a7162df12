#pragma once
// The time as the catalog writes it.

#include <string>

namespace samling {

/// Now, in UTC, ISO 8601 with seconds: "2026-11-24T14:25:00Z". Thread-safe.
std::string utc_now();

} // namespace samling
