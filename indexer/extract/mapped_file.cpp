#include "indexer/extract/mapped_file.h"

#include <algorithm>
#include <new>

#include <sys/mman.h>
#include <sys/stat.h>

#include "schema/failure.h"

namespace samling {

MappedFile::MappedFile(int descriptor) {
    struct stat status {};
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        throw Failure(ErrorCode::unreadable_file, "it is no regular file");
    if (status.st_size <= 0) return;
    size_ = static_cast<std::size_t>(status.st_size);
    const std::size_t length = std::min(size_, kMaxMapped);
    void* start = mmap(nullptr, length, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (start == MAP_FAILED) throw std::bad_alloc();
    bytes_ = {static_cast<const char*>(start), length};
}

MappedFile::~MappedFile() {
    if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

} // namespace samling
