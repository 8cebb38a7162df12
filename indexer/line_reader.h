#pragma once
// Lines of a file, plain or gzip.

#include <cstddef>
#include <filesystem>
#include <string>

struct gzFile_s;

namespace samling {

class LineReader {
public:
    /// Throws Failure{unreadable_file}.
    explicit LineReader(const std::filesystem::path& file);
    ~LineReader();
    LineReader(const LineReader&) = delete;
    LineReader& operator=(const LineReader&) = delete;

    enum class Line { read, too_long, end };
    /// The next line without its end, in `line`; a line over `kMaxLine` bytes is passed over whole. Throws
    /// Failure{unreadable_file} when the compression is damaged or cut off.
    Line next(std::string& line);

    static constexpr std::size_t kMaxLine = 64u * 1024 * 1024;

private:
    void fill();

    std::string name_;
    gzFile_s* file_;
    std::string buffer_;
    std::size_t position_ = 0;
    bool ended_ = false;
};

} // namespace samling
