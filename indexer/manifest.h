#pragma once
// One table of metadata for a whole tree of files, as coalitions keep them: CSV or JSON, with columns of
// their own names.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "schema/metadata.h"
#include "schema/vocabulary.h"

namespace samling {

/// Their column to our field; an empty field: the column is to be ignored.
using ColumnMap = std::map<std::string, std::string>;

/// A manifest, read and checked. Columns are named as the fields of a record (id, title, subtitle, abstract,
/// creator, organisation, coalition, theme, region, type, category, commitment, actor, language, date or
/// year, doi, url, symbol, isbn, identifier, licence, rights, source) or mapped to them; `file` (or `path`)
/// names the file, relative to the manifest. Where a field may have several values they are parted by ";" or
/// "|", in JSON a list will do. Codes may be given as labels. A bad value costs only itself. Immutable,
/// thread-safe.
class Manifest {
public:
    /// `file` is CSV (RFC 4180; commas, semicolons or tabs; a header row), or JSON: a list of objects, an
    /// object that has one, or lines of objects. Throws Failure{unreadable_file} and Failure{invalid_record}
    /// when it cannot be read as a table of files at all, naming the line.
    Manifest(const std::filesystem::path& file, const ColumnMap& columns, const Vocabularies& vocabularies);

    const std::filesystem::path& file() const { return file_; } ///< Absolute and normalised.
    /// What stands in it about the file at `path` (absolute and normalised), or null.
    const Metadata* find(const std::filesystem::path& path) const;
    /// What is wrong with that, as remarks parted by "; "; empty where nothing is.
    std::string mistakes_of(const std::filesystem::path& path) const;
    /// Whether it speaks of all files where `path` is: below its own folder.
    bool governs(const std::filesystem::path& path) const;
    /// The files that it names and that are there, below its own folder: who hands in a manifest chooses among what was
    /// handed in.
    std::vector<std::filesystem::path> files() const;
    /// What is wrong with it, a line each: "manifest.csv: row 17: date: '2022-13' is no date"; rows count the
    /// header.
    const std::vector<std::string>& remarks() const { return remarks_; }
    /// Those of rows that speak of no file there is, each its place ("manifest.csv: row 17") and what is wrong.
    const std::vector<std::pair<std::string, std::string>>& lost_rows() const { return lost_rows_; }

private:
    friend class ManifestReader;
    std::filesystem::path file_;
    std::map<std::string, Metadata> rows_; ///< By path.
    std::map<std::string, std::string> mistakes_; ///< Likewise.
    std::vector<std::pair<std::string, std::string>> lost_rows_;
    std::vector<std::string> remarks_;
};

} // namespace samling
