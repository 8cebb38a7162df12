#pragma once
// Files that were taken in and are not there any more.

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "indexer/collection_writer.h"
#include "indexer/file_report.h"
#include "indexer/scan.h"

namespace samling {

struct VanishedContext {
    CollectionWriter& writer;
    bool remove; ///< Forget them, and documents that no other file has; otherwise they are only marked.
    /// Archives that were read in this run: members that `found` does not list have left them.
    const std::set<std::string>& archives;
};

/// Tells of every file below `paths` that the catalog knows and that is gone, and marks or forgets it. What
/// lies in a folder that could not be looked through counts as being there. Called after the files that
/// `found` lists were taken in, so that what moved is not missed.
void settle_vanished(const VanishedContext& context, const std::vector<std::filesystem::path>& paths,
                     const ScanResult& found, const std::function<void(const FileReport&)>& tell);

/// The sources below `paths` whose files are gone, or have left one of `archives`; see settle_vanished.
std::vector<Source> vanished_sources(Catalog& catalog, const std::vector<std::filesystem::path>& paths,
                                     const ScanResult& found, const std::set<std::string>& archives);

/// Takes a file away from its document: another file leads the document from now on, or when there is none,
/// the document goes too.
void release_source(CollectionWriter& writer, const Source& source);

} // namespace samling
