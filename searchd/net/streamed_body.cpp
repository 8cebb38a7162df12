#include "searchd/net/streamed_body.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include "schema/failure.h"

namespace samling {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path) {
    throw Failure(ErrorCode::storage_failed, path.string() + ": " + std::strerror(errno));
}

} // namespace

StreamedBody::StreamedBody(const std::filesystem::path& directory) {
    auto name = (directory / "body-XXXXXX").string();
    file_ = Descriptor(::mkostemp(name.data(), O_CLOEXEC)); // made for its owner alone
    if (!file_) refuse(name);
    path_ = name;
}

StreamedBody::~StreamedBody() {
    ::unlink(path_.c_str()); // nothing is there any more when it was renamed
}

void StreamedBody::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(file_.get(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) refuse(path_);
        bytes.remove_prefix(static_cast<std::size_t>(count));
        size_ += static_cast<std::uint64_t>(count);
    }
}

} // namespace samling
