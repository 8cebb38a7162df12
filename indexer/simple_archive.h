#pragma once
// Items of DSpace's Simple Archive Format: a folder with `contents`, which lists its files, and `dublin_core.xml`.

#include <string>
#include <string_view>
#include <vector>

namespace samling {

/// A line of `contents`.
struct Bitstream {
    std::string file;
    std::string bundle = "ORIGINAL"; ///< What it is for; THUMBNAIL, LICENSE, TEXT and others are no documents.
    std::string description;
    bool primary = false;
    int line = 0;
    std::string mistake; ///< Why the line cannot be followed, or empty.
};

/// The lines of a `contents` file: the file's name, then after tabs "bundle:ORIGINAL", "primary:true", "description:…",
/// "permissions:…" in any order. Files that lie in the asset store of an installation ("-r -s …") are mistakes.
std::vector<Bitstream> read_contents(std::string_view text);

} // namespace samling
