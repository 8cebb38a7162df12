#pragma once
// Light stemming for languages that Snowball has no stemmer for, and for Arabic: endings and prefixes by
// table.

#include <span>
#include <string>
#include <string_view>

namespace samling::analysis {

/// One step: the longest of `affixes` that leaves at least `least` characters is cut off.
struct LightStep {
    std::string_view language;
    enum class Side { front, back } side;
    enum class Times { once, again } times; ///< again: until none is left.
    std::size_t least;
    std::string_view affixes; ///< Folded, parted by spaces.
};

/// The steps of a language, in their order; empty: it has none. `code` is a primary subtag.
std::span<const LightStep> light_steps(std::string_view code);

/// What the steps leave of a folded word.
std::string light_stem(std::string folded, std::span<const LightStep> steps);

/// The languages that have steps, each once.
std::span<const std::string_view> light_languages();

} // namespace samling::analysis
