#pragma once
// Which files there are to index, and which record belongs to each.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace samling {

/// A file that speaks of another.
struct RecordFile {
    std::filesystem::path path;
    std::optional<std::string> content = std::nullopt; ///< Where it lies in an archive; on disk it is read when wanted.
};

/// A regular file to index.
struct FoundFile {
    std::filesystem::path path;      ///< Absolute and normalised.
    std::vector<RecordFile> records; ///< That speak of it, most trusted first.
    std::int64_t size = 0;
    std::int64_t mtime_ns = 0;
};

/// Something that was named or met and cannot be indexed.
struct SkippedFile {
    std::filesystem::path path;
    std::string reason;
};

struct ScanResult {
    std::vector<FoundFile> files; ///< Sorted by path, each once.
    std::vector<SkippedFile> skipped;
};

/// Looks through `paths`, files or folders of any depth. Hidden entries and records of other files (folder_records.h)
/// are passed over in silence, and of an item of an archive whatever is no document; symbolic links to folders are not
/// followed, so no loop is possible; devices, sockets, pipes, links that lead nowhere or out of the folder that was named,
/// folders that cannot be read and what is wrong with an item are listed as skipped. Never throws for what is found.
ScanResult scan(const std::vector<std::filesystem::path>& paths);

/// A file that is known to be there, as scan() would find it, without its size and time.
FoundFile find_file(const std::filesystem::path& file);

/// When the file's content changed, in nanoseconds since 1970.
inline std::int64_t file_time_ns(const struct stat& status) {
    return status.st_mtim.tv_sec * std::int64_t{1'000'000'000} + status.st_mtim.tv_nsec;
}

} // namespace samling
