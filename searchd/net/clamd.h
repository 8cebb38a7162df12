#pragma once
// Whether a file holds something that harms, asked of ClamAV's daemon: the command INSTREAM of its protocol (man clamd).

#include <filesystem>
#include <string>

namespace samling {

/// "/run/clamav/clamd.ctl" or "host:3310", as it is asked. Throws Failure{invalid_argument} for what is neither.
std::string parse_clamd_address(const std::string& address);

/// The name of what the daemon at `clamd` found in `file`, or "". The file is sent piece by piece, so the daemon need not be
/// able to read it. What was not looked at is not let in: throws Failure{busy} when the daemon is not there or does not answer
/// within a minute, Failure{too_large} for a file beyond its StreamMaxLength, Failure{storage_failed} when the file cannot be
/// read. Thread-safe.
std::string found_by_clamd(const std::string& clamd, const std::filesystem::path& file);

} // namespace samling
