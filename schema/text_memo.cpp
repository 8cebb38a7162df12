#include "schema/text_memo.h"

#include <cstring>

namespace samling::analysis {
namespace {

constexpr std::size_t kFirstSlots = 1024;
constexpr std::size_t kMostSlots = std::size_t{1} << 16; // about 4 MB with the texts
constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15ULL;

std::uint64_t mix(std::uint64_t hash, std::uint64_t eight) {
    hash = (hash ^ eight) * kMultiplier;
    return hash ^ hash >> 32;
}

} // namespace

WordMemo::WordMemo() : slots_(kFirstSlots) {}

WordMemo::Key WordMemo::key(std::string_view raw) {
    std::uint64_t hash = raw.size();
    std::size_t at = 0;
    for (; at + 8 <= raw.size(); at += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, raw.data() + at, 8);
        hash = mix(hash, eight);
    }
    std::uint64_t rest = 0;
    for (; at < raw.size(); ++at)
        rest = rest << 8 | static_cast<unsigned char>(raw[at]);
    return {raw, mix(hash, rest)};
}

WordMemo::Entry WordMemo::entry_of(const Slot& slot) const {
    const char* exact = texts_.data() + slot.offset + slot.raw_size;
    const char* stem = slot.stem_is_exact ? exact : exact + slot.exact_size;
    return {{exact, slot.exact_size}, {stem, slot.stem_size}, slot.front, slot.back};
}

bool WordMemo::find(const Key& key, Entry& entry) const {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = key.hash & mask; slots_[i].raw_size != 0; i = (i + 1) & mask) {
        const Slot& slot = slots_[i];
        if (slot.hash != key.hash || slot.raw_size != key.raw.size()) continue;
        if (std::memcmp(texts_.data() + slot.offset, key.raw.data(), slot.raw_size) != 0) continue;
        entry = entry_of(slot);
        return true;
    }
    return false;
}

WordMemo::Slot& WordMemo::free_slot(std::uint64_t hash) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = hash & mask;
    while (slots_[i].raw_size != 0)
        i = (i + 1) & mask;
    return slots_[i];
}

/// Keeps at least half of the slots free, so that probes stay short.
void WordMemo::make_room() {
    if (used_ * 2 < slots_.size()) return;
    if (slots_.size() >= kMostSlots) {
        slots_.assign(kMostSlots, Slot{});
        texts_.clear();
        used_ = 0;
        return;
    }
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old)
        if (slot.raw_size != 0) free_slot(slot.hash) = slot;
}

WordMemo::Entry WordMemo::add(const Key& key, const Word& word) {
    make_room();
    Slot& slot = free_slot(key.hash);
    slot.hash = key.hash;
    slot.offset = static_cast<std::uint32_t>(texts_.size());
    slot.raw_size = static_cast<std::uint8_t>(key.raw.size());
    slot.exact_size = static_cast<std::uint8_t>(word.exact.size());
    slot.stem_size = static_cast<std::uint8_t>(word.stem.size());
    slot.front = static_cast<std::uint8_t>(word.front);
    slot.back = static_cast<std::uint8_t>(word.back);
    slot.stem_is_exact = word.stem == word.exact;
    texts_.append(key.raw).append(word.exact);
    if (!slot.stem_is_exact) texts_ += word.stem;
    ++used_;
    return entry_of(slot);
}

} // namespace samling::analysis
