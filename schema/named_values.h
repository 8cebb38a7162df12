#pragma once
// Values of an enumeration by the names under which they are stored and written. A table lists the values in the order of
// the enumeration, so that a value's number is its place.

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace samling {

template <typename Value, std::size_t count>
using NamedValues = std::array<std::pair<Value, std::string_view>, count>;

template <typename Value, std::size_t count>
constexpr std::string_view name_of(const NamedValues<Value, count>& table, Value value) {
    return table[static_cast<std::size_t>(value)].second;
}

/// The value called `name`, or nothing.
template <typename Value, std::size_t count>
constexpr std::optional<Value> value_named(const NamedValues<Value, count>& table, std::string_view name) {
    for (const auto& [value, text] : table)
        if (text == name) return value;
    return std::nullopt;
}

} // namespace samling
