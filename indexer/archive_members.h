#pragma once
// Archives: each member is a file of its own, at a path within the archive's, "reports.zip!/2021/water.pdf".

#include <functional>
#include <string>

#include "indexer/prepare_file.h"

namespace samling {

/// The archive that a member's path lies in, or empty for the path of a file.
std::string archive_of(const std::string& path);

/// Prepares a file and hands it to `take`; of an archive first each member, in archives within it too, and itself last.
/// Returns false as soon as `take` does. Members that cannot be read, or are beyond the limits of one archive (three
/// deep, 1 GB unpacked), are refusals. Throws as prepare_file. Thread-safe where `take` is.
bool prepare_with_members(const FileToPrepare& wanted, const PrepareContext& context,
                          const std::function<bool(PreparedFile)>& take);

} // namespace samling
