#pragma once
#include <map>
#include <string>
#include <string_view>

namespace samling {

/// The header Upload-Metadata of tus 1.0, "name base64,name base64", by name; values are any bytes. A name alone is left
/// out. Throws Failure{invalid_argument} where a value is not base64.
std::map<std::string, std::string> read_upload_metadata(std::string_view header);

} // namespace samling
