#pragma once
// Style sheet and icon: read once, served from memory.

#include <filesystem>
#include <map>
#include <string>

#include "searchd/net/http.h"

namespace samling {

/// Immutable after construction, so thread-safe.
class StaticFiles {
public:
    /// Reads the .css, .svg and .js files of `directory`; what else lies there is never served. Throws
    /// Failure{unreadable_file} when samling.css is not among them.
    explicit StaticFiles(const std::filesystem::path& directory);

    /// Changes whenever any of the files does: "?v=…" in an address of one, which may then be kept for ever.
    const std::string& version() const { return version_; }
    /// The answer with the file. `version` is what the address carried: with the right one the answer may be kept for
    /// a year, otherwise it is asked for again by its ETag. Throws Failure{not_found}.
    Response answer(const std::string& name, const std::string& version) const;

private:
    struct File {
        std::string content, type, tag;
    };
    std::map<std::string, File> files_;
    std::string version_;
};

} // namespace samling
