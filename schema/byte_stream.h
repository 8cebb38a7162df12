#pragma once
// Plain values as bytes and back: what our own stored encodings are made of. Numbers are LEB128 (7 bits a
// byte, least significant first), signed ones zigzagged; a string is its length and its bytes.

#include <cstdint>
#include <string>
#include <string_view>

namespace samling {

/// Appends values to `bytes`, which it owns until taken.
class ByteWriter {
public:
    void number(std::uint64_t value);
    void signed_number(std::int64_t value);
    void real(double value); ///< All 64 bits, so that NaN and -0 survive.
    void text(std::string_view value);
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

/// Reads what ByteWriter wrote, in the same order. Never reads past the end of `bytes`, never allocates more
/// than is there. Every call throws Failure{corrupt_data} naming `what` when the bytes make no sense. `bytes`
/// and `what` must outlive it.
class ByteReader {
public:
    ByteReader(std::string_view bytes, std::string_view what) : rest_(bytes), what_(what) {}

    std::uint64_t number();
    std::int64_t signed_number();
    int integer(); ///< A signed number that fits an int.
    double real();
    std::string text();
    /// How many items follow; at most one for each byte left, so a forged count cannot ask for memory.
    std::size_t count();
    /// Throws unless everything was read.
    void finish() const;
    [[noreturn]] void refuse(std::string_view why) const;

private:
    std::string_view rest_;
    std::string_view what_;
};

} // namespace samling
