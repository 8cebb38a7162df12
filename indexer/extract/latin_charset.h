#pragma once
#include <string_view>

namespace samling {

/// In which charset of Western Europe `bytes` are, most of which are ASCII: windows-1252, unless that of DOS (IBM850) or of the
/// old Macintosh fits clearly better. The one fits in which fewest characters stand where none of their kind does: read as
/// windows-1252, "cités" of DOS is "cit‚s", and that of a Macintosh "citŽs". Thread-safe.
const char* latin_charset(std::string_view bytes);

} // namespace samling
