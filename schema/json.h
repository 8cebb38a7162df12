#pragma once
// Text as JSON (RFC 8259).

#include <string>
#include <string_view>

namespace samling {

/// Appends `text` in double quotes, escaped; `text` is valid UTF-8.
void append_json_quoted(std::string& out, std::string_view text);
std::string json_quote(std::string_view text);

} // namespace samling
