#pragma once
// A folder of files, its collection, and runs over it.

#include <map>
#include <string>
#include <vector>

#include "corpus/catalog.h"
#include "corpus/data_directory.h"
#include "tests/e2e/programs.h"

namespace samling::test {

/// A line of a report.
struct ReportedFile {
    std::string outcome, reason, id, media_type;
    std::int64_t pages, words;
    bool earlier;
};

struct House {
    Scratch scratch;
    std::filesystem::path files = scratch / "files";
    std::filesystem::path data = scratch / "data";
    House() { std::filesystem::create_directories(files); }

    /// `indexer add` over the folder.
    Ended add(std::vector<std::string> more = {}) const;
    /// What such a run reports, by path below the folder.
    std::map<std::string, ReportedFile> report(std::vector<std::string> more = {}) const;
    Catalog catalog() const { return Catalog(DataDirectory(data).catalog(), Catalog::Mode::read); }
    /// The record of the document that the file `name` is.
    Metadata metadata(const std::string& name) const;
    /// Every file in the collection's directory with its content.
    std::map<std::string, std::string> bytes() const;
};

bool says(const Ended& ended, const std::string& text);

/// A record for beside a file.
std::string sidecar(const std::string& title);

/// The lines of a report, by `path`.
std::map<std::string, ReportedFile> read_report(const std::filesystem::path& file);

} // namespace samling::test
