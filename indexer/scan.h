#pragma once
// Which files there are to index, and which record belongs to each.

#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace samling {

/// A regular file to index.
struct FoundFile {
    std::filesystem::path path;    ///< Absolute and normalised.
    std::filesystem::path sidecar; ///< Its metadata record, or empty.
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

/// Looks through `paths`, files or folders of any depth. Hidden entries and sidecars (*.meta.xml) are passed
/// over in silence; symbolic links to folders are not followed, so no loop is possible; devices, sockets,
/// pipes, links that lead nowhere and folders that cannot be read are listed as skipped. Never throws for
/// what is found.
ScanResult scan(const std::vector<std::filesystem::path>& paths);

/// A file that is known to be there, as scan() would find it, without its size and time.
FoundFile find_file(const std::filesystem::path& file);

/// When the file's content changed, in nanoseconds since 1970.
inline std::int64_t file_time_ns(const struct stat& status) {
    return status.st_mtim.tv_sec * std::int64_t{1'000'000'000} + status.st_mtim.tv_nsec;
}

/// `a/report.pdf.meta.xml` if there is one, else `a/report.meta.xml`, else empty.
std::filesystem::path find_sidecar(const std::filesystem::path& file);

} // namespace samling
