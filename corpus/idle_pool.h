#pragma once
// Connections that wait for the next call.

#include <memory>
#include <mutex>
#include <vector>

namespace samling {

/// Thread-safe: each call works with one that nobody else has, made when none is idle.
template <typename Connection>
class IdlePool {
public:
    /// Runs `use` on an idle one, or on what `make` returns (a unique_ptr). One with which `use` threw is not kept: its state
    /// is not known. Throws what both throw.
    template <typename Make, typename Use>
    void with(const Make& make, const Use& use) {
        auto connection = take();
        if (!connection) connection = make();
        use(*connection);
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(connection));
    }

private:
    std::unique_ptr<Connection> take() {
        const std::lock_guard lock(mutex_);
        if (idle_.empty()) return nullptr;
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
    }

    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_; ///< Guarded by mutex_.
};

} // namespace samling
