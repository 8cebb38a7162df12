#pragma once
// PowerPoint 97 to 2003 ([MS-PPT]): a stream of records within records.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>

#include "indexer/extract/little_endian.h"

namespace samling {

struct PptRecord {
    std::uint16_t type = 0;
    std::uint16_t instance = 0;
    bool holds_records = false;
    std::string_view body;
};

/// The record at `at`, which is moved past it; false at the end. A length beyond the end is cut.
inline bool next_record(std::string_view bytes, std::size_t& at, PptRecord& record) {
    if (at + 8 > bytes.size()) return false;
    const auto head = u16(bytes, at);
    record.type = u16(bytes, at + 2);
    record.instance = static_cast<std::uint16_t>(head >> 4);
    record.holds_records = (head & 0xf) == 0xf;
    record.body = slice(bytes, at + 8, u32(bytes, at + 4));
    at += 8 + record.body.size();
    return true;
}

/// Visits what lies directly in `body`; `visit` returns false to stop.
template <typename Visit>
void for_each_record(std::string_view body, const Visit& visit) {
    PptRecord record;
    for (std::size_t at = 0; next_record(body, at, record);)
        if (!visit(record)) return;
}

/// Where each saved object begins: later savings are appended and point to earlier ones.
using PptObjects = std::map<std::uint32_t, std::uint32_t>;

} // namespace samling
