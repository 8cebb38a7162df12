#include "schema/file_text.h"

#include <fstream>

#include "schema/failure.h"

namespace samling {

std::string read_small_file(const std::filesystem::path& file, std::size_t limit) {
    const auto unreadable = [&](const std::string& why) {
        return Failure(ErrorCode::unreadable_file, file.string() + ": " + why);
    };
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (!std::filesystem::exists(status)) throw unreadable("no such file");
    // A pipe or device would block or never end.
    if (!std::filesystem::is_regular_file(status)) throw unreadable("is no regular file");
    std::ifstream in(file, std::ios::binary);
    if (!in) throw unreadable("may not be read");
    const auto size = std::filesystem::file_size(file, error);
    std::string bytes(error ? 0 : std::min<std::uintmax_t>(size, limit + 1), '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (in.bad()) throw unreadable("cannot be read to its end");
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
}

} // namespace samling
