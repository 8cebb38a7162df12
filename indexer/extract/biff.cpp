#include "indexer/extract/biff.h"

#include <algorithm>

#include "indexer/extract/little_endian.h"

namespace samling {

bool next_record(std::string_view stream, std::size_t& at, BiffRecord& record) {
    if (at + 4 > stream.size()) return false;
    record.type = u16(stream, at);
    record.body = slice(stream, at + 4, u16(stream, at + 2));
    at += 4 + record.body.size();
    return true;
}

BiffPieces::BiffPieces(BiffRecord first, std::string_view stream, std::size_t& at) {
    pieces_.push_back(first.body);
    while (at + 4 <= stream.size() && u16(stream, at) == kBiffContinue) {
        BiffRecord more;
        next_record(stream, at, more);
        pieces_.push_back(more.body);
    }
    settle();
}

void BiffPieces::settle() {
    while (piece_ < pieces_.size() && at_ >= pieces_[piece_].size())
        next_piece();
}

void BiffPieces::next_piece() {
    ++piece_;
    at_ = 0;
}

/// At most `count` bytes, all of one piece; empty at the end.
std::string_view BiffPieces::take(std::size_t count) {
    settle();
    if (at_end()) return {};
    const auto taken = slice(pieces_[piece_], at_, count);
    at_ += taken.size();
    return taken;
}

std::uint64_t BiffPieces::number(std::size_t width) {
    std::string bytes;
    while (bytes.size() < width) {
        const auto taken = take(width - bytes.size());
        if (taken.empty()) break;
        bytes += taken;
    }
    return little_endian(bytes, 0, width);
}

void BiffPieces::skip(std::size_t count) {
    while (count > 0) {
        const auto taken = take(count);
        if (taken.empty()) return;
        count -= taken.size();
    }
}

std::string BiffPieces::characters(std::size_t count, std::uint8_t flags) {
    std::string wide;
    while (count > 0 && !at_end()) {
        if (at_ >= pieces_[piece_].size()) {
            settle();
            if (at_end()) break;
            flags = static_cast<std::uint8_t>(number(1));
            continue;
        }
        const std::size_t width = flags & 1 ? 2 : 1;
        const auto taken = take(count * width);
        if (taken.size() < width) continue; // half a character at the end of a piece
        count -= taken.size() / width;
        if (width == 2) wide += taken.substr(0, taken.size() & ~std::size_t{1});
        else
            for (const char c : taken) wide += c, wide += '\0';
    }
    return utf16_to_utf8(wide);
}

} // namespace samling
