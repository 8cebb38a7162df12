#pragma once
// Excel 5 to 2003 ([MS-XLS]): a stream of records of at most 8 KB, the long ones continued in the next.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace samling {

struct BiffRecord {
    std::uint16_t type = 0;
    std::string_view body;
};

/// The record at `at`, which is moved past it; false at the end.
bool next_record(std::string_view stream, std::size_t& at, BiffRecord& record);

inline constexpr std::uint16_t kBiffContinue = 0x3c;

/// A record with what continues it. Strings may go on in the next piece, which then says anew how wide it is.
class BiffPieces {
public:
    /// Takes `first` and the continuations after it from the stream.
    BiffPieces(BiffRecord first, std::string_view stream, std::size_t& at);

    std::uint64_t number(std::size_t width);
    /// The characters of a string, as UTF-8. `flags` is its first byte: bit 0 is "two bytes a character".
    std::string characters(std::size_t count, std::uint8_t flags);
    void skip(std::size_t count);
    bool at_end() const { return piece_ >= pieces_.size(); }
    /// Goes to the continuation.
    void next_piece();

private:
    void settle();
    std::string_view take(std::size_t count);

    std::vector<std::string_view> pieces_;
    std::size_t piece_ = 0;
    std::size_t at_ = 0;
};

} // namespace samling
