#pragma once
// A request's body that went to a file as it came, because it may be larger than memory should hold.

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "searchd/net/descriptor.h"

namespace samling {

/// A file of its own, readable by us alone and gone with this object unless it was renamed. Written by the event thread
/// until the request is complete, then read by the one handler that has the request.
class StreamedBody {
public:
    /// Makes "body-XXXXXX" in `directory`. Throws Failure{storage_failed}.
    explicit StreamedBody(const std::filesystem::path& directory);
    ~StreamedBody();
    StreamedBody(const StreamedBody&) = delete;
    StreamedBody& operator=(const StreamedBody&) = delete;

    /// Throws Failure{storage_failed} when it cannot be stored (disk full).
    void append(std::string_view bytes);

    const std::filesystem::path& path() const { return path_; }
    int descriptor() const { return file_.get(); }
    std::uint64_t size() const { return size_; }
    /// False: the line broke, or fell silent, before the end; what is here is the beginning.
    bool is_complete() const { return complete_; }
    void set_complete() { complete_ = true; }

private:
    std::filesystem::path path_;
    Descriptor file_;
    std::uint64_t size_ = 0;
    bool complete_ = false;
};

} // namespace samling
