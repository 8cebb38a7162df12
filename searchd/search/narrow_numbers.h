#pragma once
// A number for each place, in as few bytes as the largest needs.

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <span>
#include <type_traits>
#include <variant>
#include <vector>

namespace samling {

/// Counting reads a number of every document that matches, for each facet: what is narrow is soon read. Thread-safe as long as
/// nobody changes it.
class NarrowNumbers {
public:
    NarrowNumbers() = default;
    NarrowNumbers(std::initializer_list<std::uint32_t> numbers) : NarrowNumbers(std::span(numbers.begin(), numbers.size())) {}
    explicit NarrowNumbers(std::span<const std::uint32_t> numbers) {
        resize(numbers.size());
        std::size_t at = 0;
        for (const auto number : numbers) put(at++, number);
    }

    /// Calls `use` with the numbers as a plain vector of whatever width they have: for loops.
    template <typename Use> auto read(Use use) const { return std::visit(use, numbers_); }

    std::size_t size() const {
        return read([](const auto& numbers) { return numbers.size(); });
    }
    std::size_t bytes() const {
        return read([](const auto& numbers) { return numbers.capacity() * sizeof numbers[0]; });
    }
    /// New places have the number 0.
    void resize(std::size_t size) {
        std::visit([size](auto& numbers) { numbers.resize(size, 0); }, numbers_);
    }

    std::uint32_t operator[](std::size_t at) const {
        return read([at](const auto& numbers) { return std::uint32_t{numbers[at]}; });
    }
    void put(std::size_t at, std::uint32_t number) {
        while (number > largest()) widen();
        std::visit([&](auto& numbers) { numbers[at] = static_cast<std::decay_t<decltype(numbers[at])>>(number); }, numbers_);
    }

private:
    std::uint32_t largest() const {
        return read([](const auto& numbers) {
            return std::uint32_t{std::numeric_limits<typename std::decay_t<decltype(numbers)>::value_type>::max()};
        });
    }
    void widen() {
        if (const auto* bytes = std::get_if<0>(&numbers_))
            numbers_ = std::vector<std::uint16_t>(bytes->begin(), bytes->end());
        else
            numbers_ = read([](const auto& numbers) { return std::vector<std::uint32_t>(numbers.begin(), numbers.end()); });
    }

    std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<std::uint32_t>> numbers_;
};

} // namespace samling
