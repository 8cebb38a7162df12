#include "searchd/net/upload_metadata.h"

#include <Poco/Base64Decoder.h>
#include <algorithm>
#include <sstream>

#include "schema/failure.h"

namespace samling {
namespace {

[[noreturn]] void refuse() {
    throw Failure(ErrorCode::invalid_argument, "Upload-Metadata holds a value that is not base64");
}

/// Poco's decoder takes what lacks its end for whole, and leaves out the last characters.
std::string decoded(std::string_view base64) {
    base64.remove_suffix(base64.size() - (base64.find_last_not_of(' ') + 1));
    if (base64.size() % 4 != 0) refuse();
    std::istringstream stream{std::string(base64)};
    Poco::Base64Decoder decoder(stream);
    std::string value;
    for (char c; decoder.get(c);) value += c; // a string made of its iterators leaks when they throw
    if (decoder.bad()) refuse();
    return value;
}

} // namespace

std::map<std::string, std::string> read_upload_metadata(std::string_view header) {
    std::map<std::string, std::string> values;
    while (!header.empty()) {
        const auto pair = header.substr(0, header.find(','));
        header.remove_prefix(std::min(pair.size() + 1, header.size()));
        const auto first = pair.find_first_not_of(' '), blank = pair.find(' ', first);
        if (first == std::string_view::npos || blank == std::string_view::npos) continue;
        const auto name = pair.substr(first, blank - first);
        values[std::string(name)] = decoded(pair.substr(blank + 1));
    }
    return values;
}

} // namespace samling
