#include "indexer/line_reader.h"

#include <cerrno>
#include <cstring>
#include <zlib.h>

#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::size_t kBufferBytes = 1024 * 1024;

} // namespace

LineReader::LineReader(const std::filesystem::path& file)
    : name_(file.string()), file_(gzopen(file.c_str(), "rbe")) {
    std::error_code error;
    if (!file_ || !std::filesystem::is_regular_file(file, error)) {
        const std::string reason = file_ ? "it is no regular file" : std::strerror(errno);
        if (file_) gzclose(file_);
        throw Failure(ErrorCode::unreadable_file, name_ + ": " + reason);
    }
    gzbuffer(file_, 256 * 1024);
    buffer_.reserve(kBufferBytes);
}

LineReader::~LineReader() {
    gzclose(file_);
}

void LineReader::fill() {
    buffer_.resize(kBufferBytes);
    const int count = gzread(file_, buffer_.data(), static_cast<unsigned>(buffer_.size()));
    int status = Z_OK;
    const char* message = gzerror(file_, &status);
    // A cut-off file reads fine until its end and then says Z_BUF_ERROR.
    if (count < 0 || status == Z_BUF_ERROR || status == Z_DATA_ERROR)
        throw Failure(ErrorCode::unreadable_file,
                      name_ + ": the compressed data is damaged or cut off (" + message + ")");
    buffer_.resize(static_cast<std::size_t>(count));
    position_ = 0;
    ended_ = count == 0;
}

LineReader::Line LineReader::next(std::string& line) {
    line.clear();
    bool too_long = false, any = false;
    while (true) {
        if (position_ == buffer_.size()) fill();
        if (ended_) break;
        any = true;
        const auto end = buffer_.find('\n', position_);
        const auto stop = end == std::string::npos ? buffer_.size() : end;
        if (line.size() + (stop - position_) > kMaxLine) {
            too_long = true;
            line.clear();
        }
        if (!too_long) line.append(buffer_, position_, stop - position_);
        position_ = end == std::string::npos ? stop : stop + 1;
        if (end != std::string::npos) break;
    }
    if (!any) return Line::end;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return too_long ? Line::too_long : Line::read;
}

} // namespace samling
