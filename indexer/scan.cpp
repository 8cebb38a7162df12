#include "indexer/scan.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <memory>
#include <sys/stat.h>
#include <utility>

#include "indexer/folder_records.h"
#include "indexer/leads_out.h"
#include "schema/failure.h"
#include "schema/file_text.h"

namespace samling {
namespace fs = std::filesystem;
namespace {

bool is_hidden(const fs::path& path) {
    return path.filename().string().starts_with('.');
}

/// Without what cannot be read, which tells so itself when its turn comes.
FolderView look_into(const fs::path& folder, const fs::path& root) {
    FolderView view;
    std::error_code error;
    for (fs::directory_iterator entries(folder, error), end; !error && entries != end; entries.increment(error)) {
        std::error_code ignored;
        if (is_hidden(entries->path()) || !entries->is_regular_file(ignored)) continue;
        if (!entries->is_symlink(ignored) || !leads_out(entries->path(), root))
            view.names.insert(entries->path().filename().string());
    }
    view.read = [folder](const std::string& name, std::size_t bytes) {
        try {
            return read_small_file(folder / name, bytes);
        } catch (const Failure&) {
            return std::string();
        }
    };
    return view;
}

/// What is known of folders while files in them are met.
class Folders {
public:
    /// Below `root` from now on.
    void begin(fs::path root) { root_ = std::move(root); }
    const fs::path& root() const { return root_; }

    FolderRecords& of(const fs::path& folder) {
        auto& records = folders_[folder];
        if (!records) records = std::make_unique<FolderRecords>(look_into(folder, root_));
        return *records;
    }

    std::vector<RecordFile> records_of(const fs::path& file) {
        std::vector<RecordFile> records;
        for (const auto& name : of(file.parent_path()).records_of(file.filename().string()))
            records.push_back({file.parent_path() / name});
        return records;
    }

private:
    fs::path root_;
    std::map<fs::path, std::unique_ptr<FolderRecords>> folders_;
};

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

    void begin(const fs::path& path) {
        std::error_code ignored;
        folders_.begin(fs::is_directory(path, ignored) ? path : path.parent_path());
        visit(path);
    }

private:
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
    void visit_folder(const fs::path& folder) {
        auto& records = folders_.of(folder);
        for (const auto& [name, reason] : records.mistakes())
            skip(folder / name, reason);
        std::error_code error;
        fs::directory_iterator entries(folder, error), end;
        for (; !error && entries != end; entries.increment(error)) {
            const auto& path = entries->path();
            std::error_code ignored;
            if (is_hidden(path)) continue;
            const bool is_link = entries->is_symlink(ignored);
            if (is_link && entries->is_directory(ignored)) continue;
            if (is_link && leads_out(path, folders_.root()))
                skip(path, "it is a link to a file outside of the folder; name that file itself");
            else if (!entries->is_regular_file(ignored) || records.is_document(path.filename().string()))
                visit(path);
        }
        if (error) skip(folder, error.message());
    }

    void add(const fs::path& path, const struct stat& status) {
        result_.files.push_back({path, folders_.records_of(path), status.st_size, file_time_ns(status)});
    }

    void skip(const fs::path& path, std::string reason) {
        result_.skipped.push_back({path, std::move(reason)});
    }

    ScanResult result_;
    Folders folders_;
};

} // namespace

FoundFile find_file(const fs::path& file) {
    Folders folders;
    folders.begin(file.parent_path());
    return {file, folders.records_of(file), 0, 0};
}

ScanResult scan(const std::vector<fs::path>& paths) {
    Scanner scanner;
    for (const auto& path : paths)
        scanner.begin(fs::absolute(path).lexically_normal());
    return scanner.take();
}

} // namespace samling
