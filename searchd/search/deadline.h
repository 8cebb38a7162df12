#pragma once
// Until when one search may work.

#include <chrono>

namespace samling {

/// For one request, by one thread. Whoever finds it passed stops there with what there is.
class Deadline {
public:
    using Clock = std::chrono::steady_clock;
    /// From now; no budget at all is no deadline.
    explicit Deadline(std::chrono::nanoseconds budget)
        : end_(budget.count() > 0 ? Clock::now() + budget : Clock::time_point::max()) {}
    bool passed() const { return noticed_ = noticed_ || Clock::now() >= end_; }
    /// Whether passed() has ever said so: whether something was left out.
    bool was_noticed() const { return noticed_; }

private:
    Clock::time_point end_;
    mutable bool noticed_ = false;
};

} // namespace samling
