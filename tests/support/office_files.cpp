#include "tests/support/office_files.h"

#include <algorithm>

namespace samling::test {
namespace {

constexpr std::size_t kSector = 512;
constexpr std::uint32_t kNone = 0xffffffff, kEnd = 0xfffffffe, kTable = 0xfffffffd;

std::string number(std::uint64_t value, int width = 4) {
    return little_endian_bytes(value, width);
}

void set(std::string& bytes, std::size_t at, std::string_view value) {
    bytes.replace(at, value.size(), value);
}

std::string directory_entry(std::string_view name, char type, std::uint32_t start, std::size_t size) {
    std::string entry(128, '\0');
    set(entry, 0, utf16_bytes(name));
    set(entry, 64, number(name.size() * 2 + 2, 2));
    entry[66] = type;
    set(entry, 68, number(kNone) + number(kNone) + number(kNone));
    set(entry, 116, number(start) + number(size));
    return entry;
}

std::string record(std::uint16_t type, std::string_view body, std::uint16_t head = 0) {
    return number(head, 2) + number(type, 2) + number(body.size()) + std::string(body);
}

} // namespace

std::string little_endian_bytes(std::uint64_t value, int width) {
    std::string bytes;
    for (int i = 0; i < width; ++i, value >>= 8)
        bytes += static_cast<char>(value & 0xff);
    return bytes;
}

std::string utf16_bytes(std::string_view ascii) {
    std::string wide;
    for (const char c : ascii)
        wide += c, wide += '\0';
    return wide;
}

std::string compound_file(const std::vector<std::pair<std::string, std::string>>& streams) {
    const std::uint32_t directory_sectors = static_cast<std::uint32_t>(streams.size() / 4 + 1);
    std::string directory = directory_entry("Root Entry", 5, kEnd, 0), content, table = number(kTable);
    set(directory, 76, number(1)); // its first child; each is the right neighbour of the one before
    const auto chain = [&](std::uint32_t first, std::uint32_t count) {
        for (std::uint32_t i = 1; i < count; ++i)
            table += number(first + i);
        table += number(kEnd);
    };
    chain(1, directory_sectors);
    std::uint32_t next = 1 + directory_sectors;
    for (std::size_t i = 0; i < streams.size(); ++i) {
        auto bytes = streams[i].second;
        bytes.resize(std::max<std::size_t>(bytes.size(), 4096));
        auto entry = directory_entry(streams[i].first, 2, next, bytes.size());
        if (i + 1 < streams.size()) set(entry, 72, number(i + 2));
        directory += entry;
        bytes.resize((bytes.size() + kSector - 1) / kSector * kSector);
        const auto count = static_cast<std::uint32_t>(bytes.size() / kSector);
        chain(next, count);
        next += count;
        content += bytes;
    }
    directory.resize(directory_sectors * kSector);
    table.resize(kSector, '\xff'); // one sector of it: up to 64 KB of streams
    std::string header(kSector, '\0');
    set(header, 0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    set(header, 24, number(0x3e, 2) + number(3, 2) + number(0xfffe, 2) + number(9, 2) + number(6, 2));
    set(header, 44, number(1) + number(1));
    set(header, 56, number(4096) + number(kEnd) + number(0) + number(kEnd) + number(0) + number(0));
    header.resize(80);
    header.resize(kSector, '\xff');
    return header + table + directory + content;
}

std::string doc_file(std::string_view narrow, std::string_view wide) {
    constexpr std::size_t kText = 1024;
    std::string main(kText, '\0');
    const auto characters = narrow.size() + wide.size();
    const std::string pieces = number(0) + number(narrow.size()) + number(characters) +
                               number(0, 2) + number(kText * 2 | 0x40000000) + number(0, 2) +
                               number(0, 2) + number(kText + narrow.size()) + number(0, 2);
    const std::string table = "\x01" + number(2, 2) + "xx" + "\x02" + number(pieces.size()) + pieces;
    set(main, 0, number(0xa5ec, 2) + number(193, 2));
    set(main, 10, number(0x200, 2));
    set(main, 76, number(characters));
    set(main, 418, number(0) + number(table.size()));
    return compound_file({{"WordDocument", main + std::string(narrow) + utf16_bytes(wide)}, {"1Table", table}});
}

std::string ppt_file(const std::vector<std::pair<std::string, std::string>>& slides) {
    std::string stream, list, places;
    for (std::size_t i = 0; i < slides.size(); ++i) {
        places += number(stream.size());
        const std::string title = record(3999, number(0)) + record(3998, number(0)); // refers to the list's first text
        const std::string box = record(3999, number(4)) + record(4000, utf16_bytes(slides[i].second));
        stream += record(1006, record(0xf00d, title, 0xf) + record(0xf00d, box, 0xf), 0xf);
        list += record(1011, number(i + 2) + number(0) + number(1) + number(256 + i) + number(0)) +
                record(3999, number(0)) + record(4008, slides[i].first);
    }
    const auto document = stream.size();
    stream += record(1000, record(4080, list, 0xf), 0xf);
    const auto directory = stream.size();
    const auto count = static_cast<std::uint32_t>(slides.size() + 1);
    stream += record(6002, number(count << 20 | 1) + number(document) + places);
    const auto edit = stream.size();
    stream += record(4085, number(0) + number(0) + number(0) + number(directory) + number(1));
    const std::string user = number(0) + number(0) + number(20) + number(0xe391c05f) + number(edit);
    return compound_file({{"PowerPoint Document", stream}, {"Current User", user}});
}

std::string biff(std::uint16_t type, std::string_view body) {
    return number(type, 2) + number(body.size(), 2) + std::string(body);
}

std::string xls_file(std::string_view name, std::string_view workbook_records, std::string_view sheet_records) {
    const std::string begin = biff(0x809, number(0x600, 2) + number(5, 2)), end = biff(0x0a, "");
    const auto sheet = [&](std::size_t place) {
        return biff(0x85, number(place) + number(0, 2) + number(name.size(), 1) + number(0, 1) + std::string(name));
    };
    const auto before = begin.size() + workbook_records.size() + sheet(0).size() + end.size();
    return compound_file({{"Workbook", begin + std::string(workbook_records) + sheet(before) + end + begin +
                                           std::string(sheet_records) + end}});
}

} // namespace samling::test
