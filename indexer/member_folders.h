#pragma once
// The folders in an archive: which members are documents, and which speak of others.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "indexer/extraction.h"
#include "indexer/folder_records.h"
#include "indexer/scan.h"

namespace samling {

/// NOT thread-safe. Paths are within the archive: steps below it, without "..", parted by "/".
class MemberFolders {
public:
    using Unpack = std::function<std::string(const ArchiveMember&)>;
    /// Keeps references into `members`. `unpack` gives a member's bytes, or none where it cannot.
    MemberFolders(const std::vector<ArchiveMember>& members, Unpack unpack);

    /// Path and member, in the order of the archive; of several members of one name the first, as unpackers keep it.
    std::vector<std::pair<std::string, const ArchiveMember*>> documents();
    /// With their content; paths within the archive.
    std::vector<RecordFile> records_of(const std::string& path);
    /// What is wrong with items in it: path and why.
    std::vector<std::pair<std::string, std::string>> mistakes() const;

private:
    struct Folder {
        std::map<std::string, const ArchiveMember*> members; ///< By name.
        std::unique_ptr<FolderRecords> records;
    };
    FolderRecords& records(Folder& folder);

    Unpack unpack_;
    std::vector<std::pair<std::string, const ArchiveMember*>> members_;
    std::map<std::string, Folder> folders_; ///< By path, "" or with "/" at its end.
};

} // namespace samling
