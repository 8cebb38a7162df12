#include "indexer/extract/compound_file.h"

#include <algorithm>
#include <cctype>

#include "indexer/extract/little_endian.h"

namespace samling {
namespace {

constexpr std::string_view kSignature = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
constexpr std::uint32_t kLastSector = 0xfffffffa; ///< Beyond are marks, not sectors.
constexpr std::size_t kSmallSector = 64;
constexpr std::size_t kSmallStream = 4096; ///< Shorter streams lie in small sectors.
constexpr std::size_t kEntrySize = 128;
constexpr std::size_t kEntries = 50'000;
constexpr std::size_t kSmallBytes = 64u << 20;
enum EntryType : std::uint8_t { kStorage = 1, kStream = 2, kRoot = 5 };

// Where things stand in the header.
constexpr std::size_t kSectorShift = 30, kDirectoryStart = 48, kSmallTableStart = 60, kListStart = 68,
                      kFirstList = 76, kFirstListSize = 109;

/// Names differ by more than case, so that "WORDDOCUMENT" is what it looks like.
bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

void append_numbers(std::vector<std::uint32_t>& numbers, std::string_view bytes) {
    for (std::size_t at = 0; at + 3 < bytes.size(); at += 4)
        numbers.push_back(u32(bytes, at));
}

} // namespace

bool CompoundFile::is_one(std::string_view bytes) {
    return bytes.starts_with(kSignature);
}

CompoundFile::CompoundFile(std::string_view bytes) : bytes_(bytes) {
    if (!is_one(bytes)) return;
    const auto shift = u16(bytes, kSectorShift);
    sector_size_ = shift == 12 ? 4096 : 512;
    read_table();
    read_directory();
    mark_root();
    append_numbers(small_table_, chain(u32(bytes, kSmallTableStart), kSmallBytes / 16));
    if (!entries_.empty()) small_sectors_ = chain(entries_.front().start, kSmallBytes);
}

std::string_view CompoundFile::sector(std::uint32_t number) const {
    return number >= kLastSector ? std::string_view() : slice(bytes_, (std::size_t{number} + 1) * sector_size_, sector_size_);
}

/// The table's own sectors are listed in the header, and, of large files, in a chain of lists.
void CompoundFile::read_table() {
    const std::size_t sectors = bytes_.size() / sector_size_ + 1;
    std::vector<std::uint32_t> places;
    append_numbers(places, slice(bytes_, kFirstList, kFirstListSize * 4));
    auto list = u32(bytes_, kListStart);
    for (std::size_t i = 0; list < kLastSector && i < sectors; ++i) {
        const auto content = sector(list);
        if (content.size() < sector_size_ || places.size() > sectors) break;
        append_numbers(places, content.substr(0, sector_size_ - 4));
        list = u32(content, sector_size_ - 4);
    }
    for (const auto place : places) {
        if (place >= kLastSector || table_.size() >= sectors) continue;
        append_numbers(table_, sector(place));
    }
}

std::string CompoundFile::chain(std::uint32_t start, std::size_t limit) const {
    std::string content;
    // A circle can be no longer than the file.
    limit = std::min(limit, bytes_.size());
    for (auto number = start; content.size() < limit;) {
        const auto found = sector(number);
        if (found.empty()) break;
        content += found;
        if (number >= table_.size()) break;
        number = table_[number];
    }
    content.resize(std::min(content.size(), limit));
    return content;
}

std::string CompoundFile::small_chain(std::uint32_t start, std::size_t limit) const {
    std::string content;
    for (auto number = start; content.size() < limit && number < kLastSector;) {
        const auto found = slice(small_sectors_, std::size_t{number} * kSmallSector, kSmallSector);
        if (found.empty()) break;
        content += found;
        if (number >= small_table_.size()) break;
        number = small_table_[number];
    }
    content.resize(std::min(content.size(), limit));
    return content;
}

void CompoundFile::read_directory() {
    const auto bytes = chain(u32(bytes_, kDirectoryStart), kEntries * kEntrySize);
    for (std::size_t at = 0; at + kEntrySize <= bytes.size(); at += kEntrySize) {
        const auto raw = std::string_view(bytes).substr(at, kEntrySize);
        const std::size_t length = std::clamp<std::size_t>(u16(raw, 64), 2, 64) - 2; // ends by a zero
        Entry entry;
        entry.name = utf16_to_utf8(raw.substr(0, length));
        entry.type = static_cast<std::uint8_t>(raw[66]);
        entry.left = u32(raw, 68);
        entry.right = u32(raw, 72);
        entry.child = u32(raw, 76);
        entry.start = u32(raw, 116);
        entry.size = u32(raw, 120); // the upper half is rubbish in old files
        entries_.push_back(std::move(entry));
    }
}

/// The root's children are a binary tree.
void CompoundFile::mark_root() {
    if (entries_.empty()) return;
    std::vector<std::uint32_t> open = {entries_.front().child};
    while (!open.empty()) {
        const auto at = open.back();
        open.pop_back();
        if (at >= entries_.size() || entries_[at].in_root) continue;
        entries_[at].in_root = true;
        open.push_back(entries_[at].left);
        open.push_back(entries_[at].right);
    }
}

const CompoundFile::Entry* CompoundFile::find(std::string_view name) const {
    const Entry* elsewhere = nullptr;
    bool any_in_root = false;
    for (const auto& entry : entries_) {
        any_in_root = any_in_root || entry.in_root;
        if (!same_name(entry.name, name) || entry.type == kRoot || entry.type == 0) continue;
        if (entry.in_root) return &entry;
        if (!elsewhere) elsewhere = &entry;
    }
    return any_in_root ? nullptr : elsewhere; // a broken tree: the name will have to do
}

std::string CompoundFile::read(std::string_view name, std::size_t limit) const {
    const auto* entry = find(name);
    if (!entry || entry->type != kStream) return {};
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(entry->size, limit));
    return entry->size < kSmallStream ? small_chain(entry->start, size) : chain(entry->start, size);
}

} // namespace samling
