#pragma once
// What a run over files would do, told without doing it.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "corpus/catalog.h"
#include "indexer/file_report.h"
#include "indexer/file_run.h"
#include "indexer/given_record.h"
#include "indexer/worker_pool.h"

namespace samling {

struct DryRunContext {
    Catalog* catalog; ///< Open for reading; null: there is no collection yet.
    WorkerPool& workers;
    const GivenRecords& records;
    RunChoices choices;
    const std::atomic<bool>& stop;
};

/// Looks through `paths` as a run does: reads records, and extracts what is new or changed, so that what is broken or
/// without text is known beforehand. Tells each file, and each member of an archive, with its outcome to be; one that
/// would be indexed with `reason` "a new document" or "a new version". What it has to store on the way goes to a folder for
/// temporary files and from there; the collection stays as it is, byte for byte.
void dry_run(const DryRunContext& context, const std::vector<std::filesystem::path>& paths,
             const std::function<void(const FileReport&)>& tell);

} // namespace samling
