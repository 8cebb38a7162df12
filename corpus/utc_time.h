#pragma once
// The time as the catalog writes it.

#include <cstdint>
#include <string>

#include "schema/metadata.h"

namespace samling {

/// Now, in UTC, ISO 8601 with seconds: "2026-11-24T14:25:00Z". Thread-safe.
std::string utc_now();
/// The day of it.
Date utc_today();

/// Seconds since 1970, for what expires. Thread-safe.
std::int64_t seconds_now();
/// The same moment as utc_now writes it; "" for 0.
std::string utc_text(std::int64_t seconds);

} // namespace samling
