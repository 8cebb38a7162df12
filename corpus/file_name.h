#pragma once
// What is kept of the name that somebody else's computer gave a file.

#include <string>
#include <string_view>

namespace samling {

/// The last part of a path of any system, as one line of valid UTF-8 in NFC, without control characters and without marks
/// that turn the direction of writing (with which "fdp.exe" looks like "exe.pdf"). At most 200 characters: of a longer name
/// the middle is left out. "file" where nothing is left. Never empty, "." or "..", and never with '/' or '\'. Thread-safe.
std::string kept_file_name(std::string_view given);

} // namespace samling
