#include "searchd/access/rate_limiter.h"

#include <algorithm>

namespace samling {
namespace {

constexpr std::size_t kMostKeys = 100'000; // past that, those that are over are looked for

} // namespace

std::int64_t RateLimiter::wait(const std::string& key, std::int64_t now) const {
    const std::lock_guard lock(mutex_);
    const auto found = tries_.find(key);
    if (found == tries_.end() || static_cast<int>(found->second.size()) < limit_.most) return 0;
    return std::max<std::int64_t>(found->second.front() + limit_.window - now, 0);
}

void RateLimiter::note(const std::string& key, std::int64_t now) {
    const std::lock_guard lock(mutex_);
    if (tries_.size() >= kMostKeys) drop_old(now);
    auto& times = tries_[key];
    times.push_back(now);
    if (static_cast<int>(times.size()) > limit_.most) times.pop_front();
}

std::int64_t RateLimiter::take(const std::string& key, std::int64_t now) {
    const auto seconds = wait(key, now);
    if (seconds == 0) note(key, now);
    return seconds;
}

void RateLimiter::forget(const std::string& key) {
    const std::lock_guard lock(mutex_);
    tries_.erase(key);
}

void RateLimiter::drop_old(std::int64_t now) {
    std::erase_if(tries_, [&](const auto& entry) { return entry.second.back() + limit_.window <= now; });
    if (tries_.size() >= kMostKeys) tries_.clear(); // so many at once: an attack that single keys do not stop
}

} // namespace samling
