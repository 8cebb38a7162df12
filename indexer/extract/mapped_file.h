#pragma once
#include <cstddef>
#include <string_view>

namespace samling {

/// The bytes of an open regular file, mapped for reading: no copy, and only what is looked at is read. A file
/// that shrinks meanwhile raises SIGBUS (see crash.h).
class MappedFile {
public:
    /// Maps at most kMaxMapped bytes. `descriptor` stays the caller's. Throws Failure{unreadable_file} for
    /// anything but a regular file, std::bad_alloc where it cannot be mapped.
    explicit MappedFile(int descriptor);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    static constexpr std::size_t kMaxMapped = 384u * 1024 * 1024;
    std::string_view bytes() const { return bytes_; }
    /// The whole file's size, of which bytes() may be the beginning.
    std::size_t size() const { return size_; }

private:
    std::string_view bytes_;
    std::size_t size_ = 0;
};

} // namespace samling
