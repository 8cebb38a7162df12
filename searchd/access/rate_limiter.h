#pragma once
// How often something may be tried.

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <unordered_map>

namespace samling {

/// `most` within any `window` seconds.
struct RateLimit {
    int most = 10;
    std::int64_t window = 900;
};

/// Counts by key (an address, an account). In memory: a restart forgets. Thread-safe.
class RateLimiter {
public:
    explicit RateLimiter(RateLimit limit) : limit_(limit) {}

    /// Seconds until `key` may try again at the time `now`; 0 when it may at once.
    std::int64_t wait(const std::string& key, std::int64_t now) const;
    /// Counts one try.
    void note(const std::string& key, std::int64_t now);
    /// Counts one try if it is within the limit. Returns what wait() says before it.
    std::int64_t take(const std::string& key, std::int64_t now);
    void forget(const std::string& key);

private:
    void drop_old(std::int64_t now);

    const RateLimit limit_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::deque<std::int64_t>> tries_; ///< At most limit_.most of each, oldest first.
};

} // namespace samling
