#include "indexer/prepare_file.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "schema/failure.h"

namespace samling {
namespace {

/// How often a file that changes while it is copied is copied again.
constexpr int kAttempts = 3;
/// A file younger than this when it was read may change again without a new modification time.
constexpr std::chrono::nanoseconds kSettled = std::chrono::seconds(2);

class Descriptor {
public:
    explicit Descriptor(const std::filesystem::path& file)
        : value_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (value_ < 0)
            throw Failure(ErrorCode::unreadable_file,
                          std::error_code(errno, std::generic_category()).message());
    }
    ~Descriptor() { ::close(value_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int value() const { return value_; }

private:
    int value_;
};

struct Stamp {
    std::int64_t size = 0, mtime_ns = 0, inode = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
};

Stamp stamp(const std::filesystem::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0)
        throw Failure(ErrorCode::unreadable_file, std::error_code(errno, std::generic_category()).message());
    return {status.st_size, file_time_ns(status), static_cast<std::int64_t>(status.st_ino)};
}

std::int64_t now_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// Makes the stored copy. A file that is written meanwhile would give a mixture of two states, which never
/// was.
void store(PreparedFile& result, ObjectStore& objects) {
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const auto before = stamp(result.file.path);
        result.sha256 = objects.put_file(result.file.path);
        if (before != stamp(result.file.path)) continue;
        result.size = before.size;
        result.mtime_ns = now_ns() - before.mtime_ns < kSettled.count() ? -1 : before.mtime_ns;
        return;
    }
    throw Failure(ErrorCode::unreadable_file, "it changes while it is read; run again when it is at rest");
}

} // namespace

Extraction extract_object(const StoredFile& file, const ObjectStore& objects, WorkerPool& workers) {
    const Descriptor original(objects.path(file.sha256));
    ExtractionJob job;
    job.descriptor = original.value();
    job.name = file.name;
    job.member = file.member;
    return workers.extract(job);
}

void examine(PreparedFile& file, bool retry, const PrepareContext& context) {
    const auto& known = file.known;
    file.touched = !retry && known && known->sha256 == file.sha256 && known->sidecar_sha256 == file.given.digest;
    const bool leads = known && !known->document_id.empty() && known->role == SourceRole::original;
    const bool is_twin = !retry && !leads && context.is_in(file.sha256, file.given.digest);
    if (file.touched || is_twin) return;
    file.extraction = extract_object({file.sha256, file.file.path.filename().string()}, context.objects, context.workers);
    if (file.extraction->status == Extraction::Status::refused) file.refusal = file.extraction->reason;
}

PreparedFile prepare_file(const FileToPrepare& wanted, const PrepareContext& context) {
    PreparedFile result;
    result.file = wanted.file;
    result.known = wanted.known;
    result.size = wanted.file.size;
    result.mtime_ns = wanted.file.mtime_ns;
    const auto& known = wanted.known;
    try {
        result.given = context.records.read(wanted.file, known ? known->record : "");
        // The worker reads the stored copy: what is indexed is what is kept, even if the file changes
        // meanwhile.
        store(result, context.objects);
        examine(result, wanted.retry, context);
    } catch (const Failure& failure) {
        if (failure.code() == ErrorCode::storage_failed) throw;
        result.refusal = failure.what();
    }
    return result;
}

} // namespace samling
