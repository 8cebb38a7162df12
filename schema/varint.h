#pragma once
// Byte strings made of LEB128 numbers and length-prefixed text: what stored and framed formats here are built
// from.

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/failure.h"

namespace samling {

inline void put_number(std::string& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7)
        out += static_cast<char>(value | 0x80);
    out += static_cast<char>(value);
}

inline void put_text(std::string& out, std::string_view text) {
    put_number(out, text.size());
    out += text;
}

/// Reads what put_number and put_text wrote. Whatever does not fit throws Failure{corrupt_data}: the bytes
/// may come from a damaged disk or a hostile process. Views point into the bytes read.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (rest_.empty()) break;
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) return value;
        }
        throw Failure(ErrorCode::corrupt_data, "stored bytes end in the middle of a number");
    }

    std::string_view text() {
        const auto size = number();
        if (size > rest_.size())
            throw Failure(ErrorCode::corrupt_data, "stored bytes end in the middle of a text");
        const auto text = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return text;
    }

    /// A number of things that follow, each of at least one byte: bounds what a reader reserves.
    std::size_t count() {
        const auto size = number();
        if (size > rest_.size())
            throw Failure(ErrorCode::corrupt_data, "stored bytes promise more than they hold");
        return size;
    }

    bool at_end() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

} // namespace samling
