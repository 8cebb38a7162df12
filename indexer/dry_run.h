#pragma once
// What a run over files would do, told without doing it.

#include <filesystem>
#include <functional>
#include <vector>

#include "corpus/catalog.h"
#include "indexer/file_report.h"
#include "indexer/file_run.h"
#include "indexer/given_record.h"

namespace samling {

struct DryRunContext {
    Catalog* catalog; ///< Open for reading; null: there is no collection yet.
    const GivenRecords& records;
    RunChoices choices;
};

/// Looks through `paths`, reads records and the bytes of files that may have changed, and tells each file
/// with the outcome that it would have as far as that shows without extracting its text: a file that turns
/// out to be broken, or without text, counts as `indexed` here. Changes nothing.
void dry_run(const DryRunContext& context, const std::vector<std::filesystem::path>& paths,
             const std::function<void(const FileReport&)>& tell);

} // namespace samling
