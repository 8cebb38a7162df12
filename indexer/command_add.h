#pragma once
// What `add` and its dry run share.

#include <filesystem>
#include <vector>

#include "indexer/command.h"
#include "indexer/file_report.h"
#include "indexer/given_record.h"
#include "indexer/ready_records.h"

namespace samling {

/// As the arguments say. Throws Failure{invalid_argument} where text recognition is forced and cannot be had.
WorkerOptions worker_options(const Arguments& arguments, const ProgramContext& context,
                             const Vocabularies& vocabularies);
/// What --strict says of rows of a manifest,
GivenRecords::BadRows bad_rows(const Arguments& arguments);
/// of those that speak of no file there is,
std::vector<FileReport> refused_rows(const Arguments& arguments, const Manifest* manifest);
/// and of codes in ready records.
UnknownCodes unknown_codes(const Arguments& arguments);
void print_warnings(const ProgramContext& context, const std::filesystem::path& file, const RecordsReport& report);

/// A dry run, of files and of ready records; all outlives it.
struct DryAdd {
    const Arguments& arguments;
    const ProgramContext& context;
    const Vocabularies& vocabularies;
    const GivenRecords& records;
    const std::vector<std::filesystem::path>& paths;
};
/// The exit status that adding would have.
int run_dry(const DryAdd& add);

} // namespace samling
