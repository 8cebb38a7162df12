#include "tests/bench/repeat_records.h"

#include <memory>
#include <string>
#include <zlib.h>

#include "indexer/line_reader.h"
#include "schema/failure.h"

namespace samling::bench {
namespace {

/// Where the value of "id" begins; the line's end if there is none.
std::size_t id_start(const std::string& line) {
    const auto key = line.find("\"id\"");
    return key == std::string::npos ? line.size() : std::min(line.find('"', key + 4), line.size() - 1) + 1;
}

} // namespace

void repeat_records(const std::filesystem::path& records, int times, const std::filesystem::path& target) {
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> out(gzopen(target.c_str(), "wb1"), gzclose);
    if (!out) throw Failure(ErrorCode::unreadable_file, target.string() + " cannot be written");
    std::string line;
    for (int round = 0; round < times; ++round) {
        LineReader lines(records);
        while (lines.next(line) != LineReader::Line::end) {
            if (round > 0) line.insert(id_start(line), std::to_string(round) + "-");
            line += '\n';
            if (gzwrite(out.get(), line.data(), static_cast<unsigned>(line.size())) == 0)
                throw Failure(ErrorCode::unreadable_file, target.string() + " cannot be written");
        }
    }
}

} // namespace samling::bench
