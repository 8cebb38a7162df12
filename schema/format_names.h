#pragma once
// Formats by the names that people have for them.

#include <string>
#include <string_view>

namespace samling {

/// "Word document" for Word's media type; the media type itself where it has no other name. Thread-safe.
std::string format_name(std::string_view media_type);

} // namespace samling
