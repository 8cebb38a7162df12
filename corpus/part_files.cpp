#include "corpus/part_files.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <thread>
#include <utility>
#include <unistd.h>

#include "corpus/durable_file.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::string_view kBodyPrefix = "body-"; // see StreamedBody
/// Seconds after which nobody can be writing any more: a body that stands still is cut off after a minute, and a part
/// expires a day after its last piece.
constexpr std::int64_t kBodyKept = 3600, kPartKept = 25 * 3600;

[[noreturn]] void fail(const char* doing, const std::filesystem::path& path) {
    throw Failure(ErrorCode::storage_failed, std::string("cannot ") + doing + " " + path.string() + ": " + std::strerror(errno));
}

/// False when another has it.
bool try_lock(int descriptor, const std::filesystem::path& path) {
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return true;
    if (errno != EWOULDBLOCK && errno != EINTR) fail("lock", path);
    return false;
}

} // namespace

PartFile::PartFile(PartFile&& other) noexcept : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

PartFile::~PartFile() {
    if (descriptor_ < 0) return;
    ::flock(descriptor_, LOCK_UN); // a child between fork and exec holds a copy of the descriptor
    ::close(descriptor_);
}

std::int64_t PartFile::size() const {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) fail("look at", path_);
    return status.st_size;
}

std::int64_t PartFile::append(int from, std::int64_t count) {
    if (::lseek(descriptor_, 0, SEEK_END) < 0) fail("write to", path_);
    for (off_t offset = 0; offset < count;) {
        const auto sent = ::sendfile(descriptor_, from, &offset, static_cast<std::size_t>(count - offset));
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) fail("write to", path_);
        if (sent == 0) break; // `from` is shorter than it was said to be
    }
    if (::fsync(descriptor_) != 0) fail("sync", path_);
    return size();
}

PartFiles::PartFiles(std::filesystem::path directory) : directory_(std::move(directory)) {
    // Where it cannot be made, as on a disk that is read only, each use of it says why.
    ::mkdir(directory_.c_str(), 0700);
}

std::filesystem::path PartFiles::path(const std::string& id) const {
    const bool good = !id.empty() && std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
    if (!good) throw Failure(ErrorCode::not_found, "there is no such upload");
    return directory_ / id;
}

void PartFiles::create(const std::string& id) const {
    const auto file = path(id);
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) fail("create", file);
    ::close(descriptor);
    sync_directory(directory_);
}

std::optional<PartFile> PartFiles::open(const std::string& id, int patience_ms) const {
    constexpr int kPause = 20;
    const auto file = path(id);
    int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    // One that is whole and among the objects already is read-only; it is locked all the same.
    if (descriptor < 0 && errno == EACCES) descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) {
        if (errno == ENOENT) return std::nullopt;
        fail("open", file);
    }
    PartFile part(file, descriptor);
    for (; !try_lock(descriptor, file); patience_ms -= kPause) {
        if (patience_ms <= 0) throw Failure(ErrorCode::locked, "another request is at work on this upload");
        std::this_thread::sleep_for(std::chrono::milliseconds(kPause));
    }
    return part;
}

void PartFiles::remove(const std::string& id) const {
    const auto file = path(id);
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) fail("remove", file);
}

void PartFiles::remove_abandoned(std::int64_t now) const {
    std::error_code error;
    for (std::filesystem::directory_iterator entry(directory_, error), end; !error && entry != end; entry.increment(error)) {
        struct stat status {};
        const auto& file = entry->path();
        const auto kept = file.filename().string().starts_with(kBodyPrefix) ? kBodyKept : kPartKept;
        if (::lstat(file.c_str(), &status) == 0 && status.st_mtime + kept < now) ::unlink(file.c_str());
    }
}

} // namespace samling
