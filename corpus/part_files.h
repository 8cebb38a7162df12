#pragma once
// The bytes of files on their way in. How many have come is what the kernel says of the file, so that nothing has to be
// kept in step with it.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace samling {

/// One part file, locked (flock) for as long as this object lives: one writer at a time, in whatever process.
class PartFile {
public:
    PartFile(PartFile&& other) noexcept;
    ~PartFile();
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;
    PartFile& operator=(PartFile&&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::int64_t size() const;
    /// Appends the first `count` bytes of the open file `from` and makes them durable. Returns the new size. Throws
    /// Failure{storage_failed}; what has come until then stays.
    std::int64_t append(int from, std::int64_t count);

private:
    friend class PartFiles;
    PartFile(std::filesystem::path path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}

    std::filesystem::path path_;
    int descriptor_;
};

/// A directory of part files, DIR/uploads. Thread-safe. Ids are of [a-z0-9] alone, which is checked.
class PartFiles {
public:
    /// Makes the directory (0700) where it can.
    explicit PartFiles(std::filesystem::path directory);

    const std::filesystem::path& directory() const { return directory_; }
    /// Makes an empty part, durable. Throws Failure{storage_failed}.
    void create(const std::string& id) const;
    /// Opens a part, waiting up to `patience_ms` for whoever has it. Nothing where there is none. Throws Failure{locked}
    /// when somebody keeps it, Failure{storage_failed}.
    std::optional<PartFile> open(const std::string& id, int patience_ms) const;
    void remove(const std::string& id) const;
    /// Removes what killed processes left at the time `now`, in seconds since 1970: bodies (StreamedBody) that nobody has
    /// written to for an hour, parts for more than a day.
    void remove_abandoned(std::int64_t now) const;

private:
    std::filesystem::path path(const std::string& id) const;
    std::filesystem::path directory_;
};

} // namespace samling
