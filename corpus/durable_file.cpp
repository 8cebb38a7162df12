#include "corpus/durable_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::string_view kPrefix = "tmp-";

struct Advice {
    int error;
    std::string_view words;
};
constexpr std::array kAdvice = {
    Advice{ENOSPC, "; free some space and run again"},
    Advice{EDQUOT, "; free some space and run again"},
    Advice{EROFS, "; mount it for writing, or name another directory"},
    Advice{EACCES, "; give this user the right to write there"},
    Advice{EPERM, "; give this user the right to write there"},
};

/// A file can be locked only after its process has died.
void remove_abandoned(const std::filesystem::path& directory) {
    std::error_code error;
    for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
         entry.increment(error)) {
        const auto& path = entry->path();
        if (!path.filename().string().starts_with(kPrefix)) continue;
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        if (descriptor < 0) continue;
        if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) ::unlink(path.c_str());
        ::close(descriptor);
    }
}

} // namespace

std::string storage_error(int error) {
    const auto row = std::find_if(kAdvice.begin(), kAdvice.end(), [&](const Advice& advice) { return advice.error == error; });
    return std::strerror(error) + std::string(row == kAdvice.end() ? "" : row->words);
}

void sync_directory(const std::filesystem::path& directory) {
    const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced)
        throw Failure(ErrorCode::storage_failed,
                      "cannot sync " + directory.string() + ": " + std::strerror(error));
}

TemporaryFile::TemporaryFile(const std::filesystem::path& directory)
    : path_(directory / (std::string(kPrefix) + "XXXXXX")) {
    remove_abandoned(directory);
    const std::string pattern = path_.string();
    for (struct stat status{}; status.st_nlink == 0;) {
        // Between its creation and its lock another process may have taken the file for an abandoned one.
        if (descriptor_ >= 0) ::close(descriptor_);
        path_ = pattern;
        create();
        if (::flock(descriptor_, LOCK_EX) == 0 && ::fstat(descriptor_, &status) == 0) continue;
        const int error = errno;
        ::close(descriptor_);
        fail("lock", error);
    }
}

void TemporaryFile::create() {
    std::string name = path_.string();
    descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor_ < 0) fail("create", errno);
    path_ = name;
}

TemporaryFile::~TemporaryFile() {
    if (!path_.empty()) ::unlink(path_.c_str());
    ::close(descriptor_);
}

void TemporaryFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("write", errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

bool TemporaryFile::move_to_free(const std::filesystem::path& target) {
    // The disk begins now, so that there is less to wait for when it is synced.
    ::sync_file_range(descriptor_, 0, 0, SYNC_FILE_RANGE_WRITE);
    if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0) {
        path_.clear();
        return true;
    }
    if (errno == EEXIST) return false;
    if (errno != EINVAL && errno != ENOSYS) fail("rename", errno);
    move_to(target); // the file system cannot: safe as well, but slower
    return true;
}

void TemporaryFile::move_to(const std::filesystem::path& target) {
    if (::fsync(descriptor_) != 0) fail("sync", errno);
    if (::rename(path_.c_str(), target.c_str()) != 0) fail("rename", errno);
    path_.clear();
}

void TemporaryFile::fail(const char* doing, int error) const {
    const auto code = error == EFBIG ? ErrorCode::too_large : ErrorCode::storage_failed;
    throw Failure(code, std::string("cannot ") + doing + " " + path_.string() + ": " + storage_error(error));
}

} // namespace samling
