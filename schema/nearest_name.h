#pragma once
// What somebody who mistyped a name most likely meant.

#include <span>
#include <string_view>

namespace samling {

/// The one of `names` that takes the fewest changed letters to get to from `typed`, ignoring ASCII case; empty when
/// even the nearest differs in more than a third of the letters (at least one change is forgiven). Thread-safe.
std::string_view nearest_name(std::string_view typed, std::span<const std::string_view> names);

} // namespace samling
