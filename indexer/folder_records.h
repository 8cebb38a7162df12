#pragma once
// Which files of a folder are documents, and which of the others speak of them: records beside a file, records in Dublin
// Core, items of DSpace's Simple Archive Format.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/simple_archive.h"

namespace samling {

/// A folder on disk or in an archive, as it can be looked into.
struct FolderView {
    std::set<std::string> names; ///< Of the files in it; not of folders.
    /// The bytes of a file, at least so many from its beginning as it has and are asked for; empty where it cannot be
    /// read. What cannot be read counts as a document, which then tells what is the matter.
    std::function<std::string(const std::string& name, std::size_t bytes)> read;
};

/// Decided by content, where a name alone would not do:
///  - `report.pdf.meta.xml`, `report.meta.xml`: a record in our format or in Dublin Core, whatever it is beside.
///  - `report.pdf.dc.xml`, `report.dc.xml`, `report.pdf.xml`, `report.xml`: where `report.pdf` is there and the XML is one
///    of those records.
///  - `dublin_core.xml`, and `metadata_*.xml` beside it: of all files of the folder, where it is Dublin Core and
///    documents are there.
///  - with `contents` besides, the folder is an item: of the files that this lists, those of the bundle ORIGINAL are the
///    documents; `handle` adds an identifier.
/// NOT thread-safe: reads when asked.
class FolderRecords {
public:
    explicit FolderRecords(FolderView folder);

    /// True for what is to be read as a document.
    bool is_document(const std::string& name);
    /// The files that speak of the document `name`, most trusted first.
    std::vector<std::string> records_of(const std::string& name);
    /// What is wrong with an item: a name in the folder ("contents:3") and why.
    const std::vector<std::pair<std::string, std::string>>& mistakes() const { return mistakes_; }

private:
    bool has(const std::string& name) const { return folder_.names.contains(name); }
    bool is_record(const std::string& name);
    void find_item();
    bool has_companion(const std::string& name);

    FolderView folder_;
    std::map<std::string, bool> records_;         ///< What was looked into.
    std::vector<std::string> of_all_;             ///< Records of every document of the folder.
    bool is_item_ = false;
    std::set<std::string> originals_;             ///< Of an item.
    std::vector<std::pair<std::string, std::string>> mistakes_;
};

} // namespace samling
