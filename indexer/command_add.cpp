#include <array>
#include <optional>
#include <thread>

#include "indexer/collection_writer.h"
#include "indexer/command.h"
#include "indexer/command_add.h"
#include "indexer/file_run.h"
#include "indexer/ocr_languages.h"
#include "indexer/record_outcomes.h"
#include "indexer/records_run.h"
#include "indexer/run_listing.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::array<std::pair<FileOutcome, const char*>, 4> kListed = {{
    {FileOutcome::refused, "refused"},
    {FileOutcome::no_text, "no text"},
    {FileOutcome::vanished, "vanished"},
    {FileOutcome::removed, "removed"},
}};

/// What a whole command works with and comes to.
struct AddRun {
    const Arguments& arguments;
    const ProgramContext& context;
    CollectionWriter& writer;
    const Vocabularies& vocabularies;
    const Manifest* manifest;
    const std::vector<std::filesystem::path>& paths;
    std::optional<ReportFile> report = {};
    RunTable table = {};
};

void add_files(AddRun& run) {
    const auto& arguments = run.arguments;
    const auto& context = run.context;
    Progress progress(context.err, progress_style(context), "files");
    RunListing listing(context, progress);
    const auto options = worker_options(arguments, context, run.vocabularies);
    WorkerPool workers(options);
    const DataDirectory directory(arguments.data);
    const Tagger tagger(run.vocabularies);
    const IntentFinder intents(load_intent_rules(arguments, context), tagger);
    const GivenRecords records(run.vocabularies, run.manifest, bad_rows(run.arguments));
    const auto tell = [&](const FileReport& file) {
        run.table.add(file);
        if (run.report) run.report->add(report_line(file));
        for (const auto& [outcome, kind] : kListed)
            if (outcome == file.outcome) listing.add(kind, file.path, file.reason);
    };
    for (const auto& row : refused_rows(arguments, run.manifest))
        tell(row);
    run_files({run.writer, run.writer.objects(), workers, options.workers, records, run.vocabularies, tagger, intents,
               directory.catalog(), arguments.choices, context.stop},
              run.paths,
              {[&](auto done, auto total) { progress.show(done, total); }, tell,
               run.report ? RunListener::Details::yes : RunListener::Details::no});
    progress.clear();
}

void add_records(AddRun& run) {
    const auto& context = run.context;
    Progress progress(context.err, progress_style(context), "records");
    RunListing listing(context, progress);
    const Tagger tagger(run.vocabularies);
    const IntentFinder intents(load_intent_rules(run.arguments, run.context), tagger);
    const auto* tag_with = run.arguments.tag_records == Arguments::TagRecords::yes ? &tagger : nullptr;
    auto& writer = run.writer;
    const auto before = writer.created() + writer.new_versions();
    const auto unchanged_before = writer.unchanged();
    RecordOutcomes outcomes(&writer.catalog());
    RecordsListener listener;
    listener.progress = [&](auto done) { progress.show(done, 0); };
    listener.rejected = [&](const RejectedRecord& record) {
        listing.add("refused", record.where, record.reason);
        if (run.report) run.report->add(report_line(report_of(record)));
    };
    if (run.report) listener.taken = [&](const auto& record) { run.report->add(report_line(outcomes.of(record))); };
    for (const auto& file : run.arguments.records) {
        const auto report =
            run_records({writer, run.vocabularies, tag_with, unknown_codes(run.arguments), context.stop, &intents}, file, listener);
        progress.clear();
        print_warnings(context, file, report);
    }
    writer.flush(); // what was created is known when it is committed
    run.table.add(FileOutcome::indexed, writer.created() + writer.new_versions() - before);
    run.table.add(FileOutcome::unchanged, writer.unchanged() - unchanged_before);
    run.table.add(FileOutcome::refused, listing.count("refused"));
}

/// A missing path among others is listed; when all are missing, nothing can be done.
void require_some_path(const std::vector<std::string>& paths) {
    std::error_code error;
    for (const auto& path : paths)
        if (std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found)
            return;
    if (!paths.empty()) throw Failure(ErrorCode::unreadable_file, "there is no " + paths.front());
}

/// Near-duplicates are looked for when everything is in, so that a first load needs no look-ups. Returns how many
/// were found.
std::int64_t finish(AddRun& run) {
    if (!run.context.stop) return run.writer.finish_and_compare();
    run.writer.finish();
    return 0;
}

void print_summary(const AddRun& run, std::int64_t near, std::chrono::seconds took) {
    const auto& table = run.table;
    auto& out = run.context.out;
    if (const auto formats = table.formats(); !formats.empty()) out << formats << "\n";
    out << table.count(FileOutcome::indexed) << " indexed, " << other_outcomes(table);
    if (near > 0) out << ", " << near << " nearly the same as " << (near == 1 ? "another" : "others");
    out << ", in " << format_duration(took) << "\n";
    if (run.context.stop) out << "stopped before the end; the same command goes on from here\n";
}

/// What is wrong with the manifest is told before anything is done.
std::optional<Manifest> load_manifest(const Arguments& arguments, const ProgramContext& context,
                                      const Vocabularies& vocabularies) {
    if (arguments.manifest.empty()) {
        if (!arguments.columns.empty())
            throw Failure(ErrorCode::invalid_argument,
                          "--map says what columns of a --manifest are; there is none");
        return std::nullopt;
    }
    std::optional<Manifest> manifest(std::in_place, arguments.manifest, arguments.columns, vocabularies);
    Progress none(context.err, Progress::Style::lines, "");
    RunListing listing(context, none);
    for (const auto& remark : manifest->remarks())
        listing.add("warning", remark);
    return manifest;
}

} // namespace

WorkerOptions worker_options(const Arguments& arguments, const ProgramContext& context,
                             const Vocabularies& vocabularies) {
    WorkerOptions options;
    options.program = context.program.parent_path() / "indexer-worker";
    options.workers =
        arguments.jobs != 0 ? arguments.jobs : std::max(1u, std::thread::hardware_concurrency());
    options.unconfined = arguments.unconfined;
    if (arguments.ocr != OcrOptions::Mode::off)
        options.ocr = find_ocr_data(arguments.ocr_languages, vocabularies.of(TagField::language));
    options.ocr.mode = arguments.ocr;
    if (arguments.ocr == OcrOptions::Mode::force && !options.ocr.missing.empty())
        throw Failure(ErrorCode::invalid_argument, "--ocr=force: " + options.ocr.missing);
    return options;
}

GivenRecords::BadRows bad_rows(const Arguments& arguments) {
    return arguments.codes == Arguments::Codes::reject ? GivenRecords::BadRows::refuse : GivenRecords::BadRows::mend;
}

std::vector<FileReport> refused_rows(const Arguments& arguments, const Manifest* manifest) {
    std::vector<FileReport> refused;
    if (!manifest || bad_rows(arguments) == GivenRecords::BadRows::mend) return refused;
    for (const auto& [place, mistake] : manifest->lost_rows())
        refused.push_back(report_of(RejectedRecord{place, mistake}));
    return refused;
}

UnknownCodes unknown_codes(const Arguments& arguments) {
    return arguments.codes == Arguments::Codes::reject ? UnknownCodes::reject : UnknownCodes::keep;
}

void print_warnings(const ProgramContext& context, const std::filesystem::path& file, const RecordsReport& report) {
    for (const auto& [warning, count] : report.warnings)
        context.err << "warning: " << file.string() << ": " << warning << " (" << count
                    << (count == 1 ? " record)\n" : " records)\n");
}

int run_add(const Arguments& arguments, const ProgramContext& context) {
    if (arguments.operands.empty() && arguments.records.empty() && arguments.manifest.empty())
        throw Failure(ErrorCode::invalid_argument,
                      "add: name files or folders, or --records FILE, or --manifest FILE");
    require_some_path(arguments.operands);
    const auto start = std::chrono::steady_clock::now();
    const auto vocabularies = load_vocabularies(arguments, context);
    const auto manifest = load_manifest(arguments, context, vocabularies);
    const auto* rows = manifest ? &*manifest : nullptr;
    std::vector<std::filesystem::path> paths(arguments.operands.begin(), arguments.operands.end());
    if (paths.empty() && manifest) paths = manifest->files();
    if (arguments.writing == Arguments::Writing::dry_run) {
        const GivenRecords records(vocabularies, rows, bad_rows(arguments));
        return run_dry({arguments, context, vocabularies, records, paths});
    }
    CollectionWriter writer(DataDirectory(arguments.data), vocabularies, batch_limits(arguments));
    if (const auto resumed = writer.bring_index_up_to_date(); resumed > 0)
        context.err << "took up " << resumed << " documents that an earlier run had not finished\n";
    AddRun run{arguments, context, writer, vocabularies, rows, paths};
    if (!arguments.report.empty()) run.report.emplace(arguments.report);
    if (!arguments.records.empty()) add_records(run);
    if (!paths.empty()) add_files(run);
    const auto near = finish(run);
    if (run.report) run.report->finish();
    print_summary(run, near,
                  std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start));
    return run.table.count(FileOutcome::refused) > 0 ? kSomeRejected : kAllIn;
}

} // namespace samling
