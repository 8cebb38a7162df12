#pragma once
// Until when one search may work.

#include <chrono>

namespace samling {

class Deadline {
public:
    using Clock = std::chrono::steady_clock;
    /// From now; no budget at all is no deadline.
    explicit Deadline(std::chrono::milliseconds budget)
        : end_(budget.count() > 0 ? Clock::now() + budget : Clock::time_point::max()) {}
    bool passed() const { return Clock::now() >= end_; }

private:
    Clock::time_point end_;
};

} // namespace samling
