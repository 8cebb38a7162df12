#include "indexer/phrase_trie.h"

namespace samling {

std::uint32_t PhraseTrie::add(const std::vector<std::uint32_t>& words) {
    if (words.empty() || words.size() > kLongestPhrase) return 0;
    const auto fresh = [&] {
        nodes_.emplace_back();
        return static_cast<std::uint32_t>(nodes_.size() - 1);
    };
    if (words.front() >= roots_.size()) roots_.resize(words.front() + 1);
    if (roots_[words.front()] == 0) roots_[words.front()] = fresh();
    auto node = roots_[words.front()];
    for (std::size_t i = 1; i < words.size(); ++i) {
        nodes_[node].leaf = false;
        auto& next = edges_[edge(node, words[i])];
        if (next == 0) next = fresh();
        node = next;
    }
    if (nodes_[node].phrase == 0) nodes_[node].phrase = static_cast<std::uint32_t>(++phrases_);
    return nodes_[node].phrase;
}

} // namespace samling
