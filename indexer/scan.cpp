#include "indexer/scan.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <utility>

namespace samling {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kSidecarEnding = ".meta.xml";

bool is_sidecar(const fs::path& path) {
    return path.filename().string().ends_with(kSidecarEnding);
}
bool is_hidden(const fs::path& path) {
    return path.filename().string().starts_with('.');
}

constexpr std::array<std::pair<mode_t, const char*>, 4> kUnreadableKinds = {{
    {S_IFIFO, "it is a named pipe, not a file"},
    {S_IFSOCK, "it is a socket, not a file"},
    {S_IFCHR, "it is a device, not a file"},
    {S_IFBLK, "it is a device, not a file"},
}};

class Scanner {
public:
    ScanResult take() {
        const auto by_path = [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; };
        const auto same_path = [](const FoundFile& a, const FoundFile& b) { return a.path == b.path; };
        std::sort(result_.files.begin(), result_.files.end(), by_path);
        result_.files.erase(std::unique(result_.files.begin(), result_.files.end(), same_path),
                            result_.files.end());
        return std::move(result_);
    }

    void visit(const fs::path& path) {
        struct stat status {};
        if (::stat(path.c_str(), &status) != 0) return skip(path, std::strerror(errno));
        const auto kind = status.st_mode & S_IFMT;
        if (kind == S_IFDIR) return visit_folder(path);
        if (kind == S_IFREG) return add(path, status);
        for (const auto& [unreadable, reason] : kUnreadableKinds)
            if (kind == unreadable) return skip(path, reason);
        skip(path, "it is no regular file");
    }

private:
    void visit_folder(const fs::path& folder) {
        std::error_code error;
        fs::directory_iterator entries(folder, error), end;
        for (; !error && entries != end; entries.increment(error)) {
            const auto& path = entries->path();
            if (is_hidden(path) || is_sidecar(path)) continue;
            std::error_code ignored;
            if (entries->is_symlink(ignored) && entries->is_directory(ignored)) continue;
            visit(path);
        }
        if (error) skip(folder, error.message());
    }

    void add(const fs::path& path, const struct stat& status) {
        result_.files.push_back({path, find_sidecar(path), status.st_size, file_time_ns(status)});
    }

    void skip(const fs::path& path, std::string reason) {
        result_.skipped.push_back({path, std::move(reason)});
    }

    ScanResult result_;
};

} // namespace

fs::path find_sidecar(const fs::path& file) {
    for (auto candidate : {file, fs::path(file).replace_extension()}) {
        candidate += kSidecarEnding;
        std::error_code error;
        if (fs::is_regular_file(candidate, error)) return candidate;
    }
    return {};
}

FoundFile find_file(const fs::path& file) {
    return {file, find_sidecar(file), 0, 0};
}

ScanResult scan(const std::vector<fs::path>& paths) {
    Scanner scanner;
    for (const auto& path : paths)
        scanner.visit(fs::absolute(path).lexically_normal());
    return scanner.take();
}

} // namespace samling
