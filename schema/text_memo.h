#pragma once
// Remembers how words were analysed: nine words of ten in a text have been met before.

#include "schema/text_word.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace samling::analysis {

/// A bounded map from raw words of at most kLongestKey bytes to their analysis. Forgets everything when full,
/// which costs less than keeping an order of use. Not thread-safe.
class WordMemo {
public:
    static constexpr std::size_t kLongestKey = 64;

    /// Views into the memo, valid until the next call of add().
    struct Entry {
        std::string_view exact, stem;
        std::uint8_t front, back;
    };

    WordMemo();

    /// A key as the memo looks it up: hashed once, used for find() and add().
    struct Key {
        std::string_view raw;
        std::uint64_t hash;
    };
    static Key key(std::string_view raw);

    /// False if the word is not known.
    bool find(const Key& key, Entry& entry) const;
    Entry add(const Key& key, const Word& word);

private:
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t offset = 0;  // in texts_: raw, exact, stem (absent where equal to exact)
        std::uint8_t raw_size = 0; // 0: the slot is free
        std::uint8_t exact_size = 0, stem_size = 0;
        std::uint8_t front = 0, back = 0;
        bool stem_is_exact = false;
    };
    Entry entry_of(const Slot& slot) const;
    Slot& free_slot(std::uint64_t hash);
    void make_room();

    std::vector<Slot> slots_;
    std::size_t used_ = 0;
    std::string texts_;
};

} // namespace samling::analysis
