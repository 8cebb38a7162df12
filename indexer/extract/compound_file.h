#pragma once
// The compound file (OLE2) that Office's formats before 2007 lie in: a file system of sectors in a file.
// [MS-CFB]. Own code: the library for it (libgsf) reads through GLib's streams and files, and the format is small.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace samling {

/// Keeps a view of the bytes. Chains that run in circles or out of the file end where that shows.
class CompoundFile {
public:
    explicit CompoundFile(std::string_view bytes);

    /// The stream called `name` (in whatever case) in the root, at most `limit` bytes; empty where there is none.
    std::string read(std::string_view name, std::size_t limit) const;
    bool has(std::string_view name) const { return find(name) != nullptr; }
    static bool is_one(std::string_view bytes);

private:
    struct Entry {
        std::string name;
        std::uint8_t type = 0;
        std::uint32_t left = 0, right = 0, child = 0, start = 0;
        std::uint64_t size = 0;
        bool in_root = false;
    };
    void read_table();
    void read_directory();
    void mark_root();
    const Entry* find(std::string_view name) const;
    std::string_view sector(std::uint32_t number) const;
    /// Follows `table` from `start`, at most `limit` bytes of sectors.
    std::string chain(std::uint32_t start, std::size_t limit) const;
    std::string small_chain(std::uint32_t start, std::size_t limit) const;

    std::string_view bytes_;
    std::size_t sector_size_ = 512;
    std::vector<std::uint32_t> table_;       ///< The sector after each.
    std::vector<std::uint32_t> small_table_; ///< And after each of the small ones, which lie in the root's stream.
    std::string small_sectors_;
    std::vector<Entry> entries_;
};

} // namespace samling
