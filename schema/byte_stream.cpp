#include "schema/byte_stream.h"

#include <bit>
#include <limits>

#include "schema/failure.h"

namespace samling {

void ByteWriter::number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7)
        bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
}

void ByteWriter::signed_number(std::int64_t value) {
    number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

void ByteWriter::real(double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (int shift = 0; shift < 64; shift += 8)
        bytes_ += static_cast<char>(bits >> shift);
}

void ByteWriter::text(std::string_view value) {
    number(value.size());
    bytes_ += value;
}

std::uint64_t ByteReader::number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (rest_.empty()) refuse("it ends too early");
        const auto byte = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        if (shift == 63 && byte > 1) refuse("a number is too large");
        value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80) return value;
    }
    refuse("a number is too long");
}

std::int64_t ByteReader::signed_number() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>((value >> 1) ^ (0 - (value & 1)));
}

int ByteReader::integer() {
    const std::int64_t value = signed_number();
    if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max())
        refuse("a number is out of range");
    return static_cast<int>(value);
}

double ByteReader::real() {
    if (rest_.size() < 8) refuse("it ends too early");
    std::uint64_t bits = 0;
    for (int i = 7; i >= 0; --i)
        bits = bits << 8 | static_cast<unsigned char>(rest_[static_cast<std::size_t>(i)]);
    rest_.remove_prefix(8);
    return std::bit_cast<double>(bits);
}

std::string ByteReader::text() {
    const std::uint64_t size = number();
    if (size > rest_.size()) refuse("a text is longer than what is left");
    std::string value(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return value;
}

std::size_t ByteReader::count() {
    const std::uint64_t value = number();
    if (value > rest_.size()) refuse("it counts more items than there are bytes");
    return value;
}

void ByteReader::finish() const {
    if (!rest_.empty()) refuse("bytes are left over");
}

void ByteReader::refuse(std::string_view why) const {
    throw Failure(ErrorCode::corrupt_data, std::string(what_) + " cannot be decoded: " + std::string(why));
}

} // namespace samling
