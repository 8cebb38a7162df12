#include "schema/nearest_name.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace samling {
namespace {

constexpr std::size_t kLongest = 40; // a longer name is no slip of a finger

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Insertions, removals and replacements between the two (Levenshtein).
std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= left.size(); ++i) {
        auto diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const auto replaced = diagonal + (lower(left[i - 1]) == lower(right[j - 1]) ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string_view nearest_name(std::string_view typed, std::span<const std::string_view> names) {
    if (typed.empty() || typed.size() > kLongest) return {};
    std::string_view nearest;
    std::size_t least = std::max<std::size_t>(1, typed.size() / 3) + 1;
    for (const auto name : names) {
        const auto changes = distance(typed, name);
        if (changes >= least || changes >= name.size()) continue;
        nearest = name;
        least = changes;
    }
    return nearest;
}

} // namespace samling
