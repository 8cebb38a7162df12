#pragma once
// Phrases as paths through one trie over numbered words: a thousand phrases cost one walk over a text.

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace samling {

/// Filled, then only read, so thread-safe from then on.
class PhraseTrie {
public:
    /// The number of the phrase `words`, from 1, the same each time; 0 for an empty one or one of more than
    /// kLongestPhrase words.
    std::uint32_t add(const std::vector<std::uint32_t>& words);
    std::size_t size() const { return phrases_; }

    static constexpr std::size_t kLongestPhrase = 24;

    /// Calls `visit(phrase, length)` for each phrase that begins at `from`, shortest first. `word(i)` is the
    /// number of the i-th word.
    template <typename Word, typename Visit>
    void match(std::size_t from, std::size_t end, const Word& word, const Visit& visit) const {
        const auto first = word(from);
        if (first == 0 || first >= roots_.size()) return;
        auto node = roots_[first];
        for (auto i = from; node != 0;) {
            if (nodes_[node].phrase != 0) visit(nodes_[node].phrase, i - from + 1);
            if (++i == end || nodes_[node].leaf) return;
            const auto next = word(i);
            if (next == 0) return;
            const auto found = edges_.find(edge(node, next));
            node = found == edges_.end() ? 0 : found->second;
        }
    }

private:
    struct Node {
        std::uint32_t phrase = 0;
        bool leaf = true;
    };
    static std::uint64_t edge(std::uint32_t node, std::uint32_t word) { return std::uint64_t{node} << 32 | word; }

    std::vector<Node> nodes_{1}; // 0 is no node
    std::vector<std::uint32_t> roots_;
    std::unordered_map<std::uint64_t, std::uint32_t> edges_;
    std::size_t phrases_ = 0;
};

} // namespace samling
