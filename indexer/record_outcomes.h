#pragma once
// What becomes of ready records, known before they are written.

#include <map>
#include <string>

#include "corpus/catalog.h"
#include "indexer/file_report.h"
#include "indexer/ready_records.h"

namespace samling {

/// Answers for a run, record by record. NOT thread-safe.
class RecordOutcomes {
public:
    /// `catalog` may be null: there is no collection yet. It outlives this.
    explicit RecordOutcomes(Catalog* catalog) : catalog_(catalog) {}

    /// A report whose path is "file:line": `unchanged`, or `indexed` with reason "a new document" or "a new version".
    FileReport of(const ReadyRecord& record);

private:
    Catalog* catalog_;
    std::map<std::string, std::string> digests_; ///< Of this run's records, by id.
};

/// The report of a line that was not taken.
FileReport report_of(const RejectedRecord& record);

} // namespace samling
