#pragma once
// What was typed, checked against one table of options.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "corpus/tag_decision.h"
#include "indexer/file_run.h"
#include "indexer/worker_pool.h"

namespace samling {

struct Arguments {
    std::string command;
    std::vector<std::string> operands;
    std::filesystem::path data = "data";
    std::filesystem::path share; ///< Where the vocabularies lie.
    std::vector<std::filesystem::path> records;
    std::size_t jobs = 0; ///< 0: one for each processor.
    enum class Codes { keep, reject } codes = Codes::keep;
    enum class TagRecords { no, yes } tag_records = TagRecords::no;
    RunChoices choices;
    std::filesystem::path report; ///< Where a line for each file goes; empty: nowhere.
    std::optional<TagDecision::Verdict> verdict; ///< Of `tag`.
    std::string by;                              ///< Who says so; empty: whoever runs the program.
    std::string note;
    enum class Detail { totals, verbose } detail = Detail::totals;
    OcrOptions::Mode ocr = OcrOptions::Mode::automatic;
    std::string ocr_languages; ///< As typed; empty: chosen.
    enum class Sweep { no, yes } sweep = Sweep::no;
    std::filesystem::path manifest; ///< Metadata for many files; empty: none.
    ColumnMap columns;
    enum class Writing { yes, dry_run } writing = Writing::yes;
    WorkerOptions::Unconfined unconfined = WorkerOptions::Unconfined::refuse;
    int parent = 0; ///< Process with which `follow` ends; 0: with none.
    enum class Help { none, usage, version } help = Help::none;
};

/// Throws Failure{invalid_argument} that names the word that is off and the nearest right one.
Arguments parse_arguments(const std::vector<std::string>& words);

/// The options of all commands, a line each, for --help.
std::string describe_options();

} // namespace samling
