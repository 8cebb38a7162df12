#include "searchd/search/positions.h"

#include <algorithm>
#include <xapian.h>

namespace samling {
namespace {

void read_positions(const Xapian::Database& database, std::uint32_t document, const Plan& word,
                    std::vector<std::uint32_t>& positions) {
    positions.clear();
    for (const auto& term : word.terms) {
        const auto end = database.positionlist_end(document, term);
        for (auto position = database.positionlist_begin(document, term); position != end; ++position)
            positions.push_back(*position);
    }
    if (word.terms.size() > 1) {
        std::sort(positions.begin(), positions.end());
        positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    }
}

} // namespace

bool stand_in_order(const WordPositions& words, std::uint32_t window) {
    std::vector<std::size_t> at(words.size(), 0);
    for (const auto start : words.front()) {
        auto before = start;
        for (std::size_t i = 1; i < words.size(); ++i) {
            while (at[i] < words[i].size() && words[i][at[i]] <= before)
                ++at[i];
            if (at[i] == words[i].size()) return false; // nor behind any later start
            before = words[i][at[i]];
        }
        if (before - start < window) return true;
    }
    return false;
}

bool stand_near(const WordPositions& words, std::uint32_t window) {
    // The word that stands first moves on, until all stand within the window or one is at its end. Of two on
    // one position one moves on.
    std::vector<std::size_t> at(words.size(), 0);
    if (std::any_of(words.begin(), words.end(), [](const auto& word) { return word.empty(); })) return false;
    while (true) {
        std::size_t first = 0, shared = words.size();
        std::uint32_t last = 0;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const auto here = words[i][at[i]];
            if (here < words[first][at[first]]) first = i;
            last = std::max(last, here);
            for (std::size_t j = 0; j < i; ++j)
                if (words[j][at[j]] == here) shared = i;
        }
        const bool together = last - words[first][at[first]] < window;
        if (together && shared == words.size()) return true;
        const auto moving = together ? shared : first;
        if (++at[moving] == words[moving].size()) return false;
    }
}

bool stands(const Xapian::Database& database, std::uint32_t document, const Plan& phrase,
            WordPositions& words) {
    words.resize(phrase.children.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        read_positions(database, document, phrase.children[i], words[i]);
        if (words[i].empty()) return false;
    }
    return phrase.kind == Plan::Kind::phrase ? stand_in_order(words, phrase.window)
                                             : stand_near(words, phrase.window);
}

} // namespace samling
