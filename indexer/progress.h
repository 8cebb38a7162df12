#pragma once
// How far a run has come: a bar on a terminal, a line every few seconds elsewhere.

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>

namespace samling {

/// NOT thread-safe.
class Progress {
public:
    enum class Style { bar, lines };
    /// `unit` names what is counted, in the plural. Writes to `out`, which outlives it.
    Progress(std::ostream& out, Style style, std::string unit);

    /// Shows `done` of `total`, at most ten times a second (bar) or once in five seconds (lines). A total of
    /// 0 is not known.
    void show(std::int64_t done, std::int64_t total);
    /// Takes the bar away, so that something else can be printed.
    void clear();

private:
    std::ostream& out_;
    Style style_;
    std::string unit_;
    std::chrono::steady_clock::time_point start_, last_;
    bool shown_ = false;
};

/// "2 min 05 s", "14 s".
std::string format_duration(std::chrono::seconds duration);

} // namespace samling
