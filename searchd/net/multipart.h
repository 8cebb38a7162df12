#pragma once
// multipart/form-data (RFC 7578): what forms with files send.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searchd/net/http.h"

namespace samling {

/// A file that somebody sent.
struct SentFile {
    std::string field; ///< Of the form; "" for one that is the whole body.
    std::string name;  ///< As sent, any bytes; see kept_file_name. "" where none was said.
    std::shared_ptr<StreamedBody> content; ///< Whole.
};

struct MultipartForm {
    std::vector<std::pair<std::string, std::string>> fields; ///< In the order sent; any bytes.
    std::vector<SentFile> files; ///< Parts with a file name; an empty one without a name, a file field left empty, is none.
};

inline constexpr std::size_t kMostParts = 200;
inline constexpr std::size_t kMostFieldBytes = 64 * 1024;

/// Whether the request says that its body is of this kind.
bool is_multipart(const Request& request);
/// Takes the streamed body apart; files go to files of their own in `directory`. Throws Failure{bad_request} when it is
/// malformed or was cut off, Failure{too_large} beyond kMostParts or a field beyond kMostFieldBytes,
/// Failure{storage_failed}.
MultipartForm read_multipart(const Request& request, const std::filesystem::path& directory);

/// The name in a Content-Disposition field, by filename* (RFC 8187) or filename; "" without one.
std::string sent_file_name(std::string_view disposition);

} // namespace samling
