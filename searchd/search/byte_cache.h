#pragma once
// What was used last, as far as it fits into so many bytes.

#include <cstddef>
#include <iterator>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace samling {

/// Values are shared and immutable: one that is pushed out lives on with who holds it. Thread-safe.
template <typename Key, typename Value, typename Hash = std::hash<Key>>
class ByteCache {
public:
    using Pointer = std::shared_ptr<const Value>;
    /// With a limit of 0 it keeps nothing.
    explicit ByteCache(std::size_t limit) : limit_(limit) {}

    Pointer find(const Key& key) {
        const std::lock_guard lock(mutex_);
        const auto found = places_.find(key);
        if (found == places_.end()) return nullptr;
        entries_.splice(entries_.begin(), entries_, found->second);
        return found->second->value;
    }

    /// Takes the place of what was kept under the key. `bytes` is what the value takes, its key included. One
    /// that is too large for the cache is not kept.
    void put(const Key& key, Pointer value, std::size_t bytes) {
        bytes += kOverhead;
        const std::lock_guard lock(mutex_);
        if (const auto old = places_.find(key); old != places_.end()) drop(old->second);
        if (bytes > limit_) return;
        entries_.push_front({key, std::move(value), bytes});
        places_.emplace(key, entries_.begin());
        used_ += bytes;
        while (used_ > limit_)
            drop(std::prev(entries_.end()));
    }

    std::size_t limit() const { return limit_; }
    std::size_t bytes() const {
        const std::lock_guard lock(mutex_);
        return used_;
    }

private:
    static constexpr std::size_t kOverhead = 160; ///< Of the list and the map.
    struct Entry {
        Key key;
        Pointer value;
        std::size_t bytes;
    };
    void drop(typename std::list<Entry>::iterator entry) {
        used_ -= entry->bytes;
        places_.erase(entry->key);
        entries_.erase(entry);
    }

    const std::size_t limit_;
    mutable std::mutex mutex_; ///< Guards what follows; held for moments.
    std::list<Entry> entries_; ///< Last used first.
    std::unordered_map<Key, typename std::list<Entry>::iterator, Hash> places_;
    std::size_t used_ = 0;
};

} // namespace samling
