#include <array>
#include <map>
#include <optional>
#include <thread>

#include "indexer/collection_writer.h"
#include "indexer/command.h"
#include "indexer/dry_run.h"
#include "indexer/file_run.h"
#include "indexer/ocr_languages.h"
#include "indexer/records_run.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::int64_t kShown = 1000;

/// Prints what a reader should know of a run while it happens, a line each and no more than a thousand of a
/// kind.
class Listing {
public:
    Listing(const ProgramContext& context, Progress& progress) : context_(context), progress_(progress) {}

    void add(const char* kind, const std::string& what) {
        auto& count = counts_[kind];
        if (++count > kShown) return;
        progress_.clear();
        context_.err << kind << ": " << printable(what) << "\n";
        if (count == kShown) context_.err << kind << ": more than " << count << "; the rest is not listed\n";
    }
    void add(const char* kind, const std::string& what, const std::string& reason) {
        add(kind, what + ": " + reason);
    }

    std::int64_t count(const std::string& kind) const {
        const auto found = counts_.find(kind);
        return found == counts_.end() ? 0 : found->second;
    }

private:
    const ProgramContext& context_;
    Progress& progress_;
    std::map<std::string, std::int64_t> counts_;
};

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
    std::int64_t records_indexed = 0, records_unchanged = 0, records_refused = 0;
};

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

void add_files(AddRun& run) {
    const auto& arguments = run.arguments;
    const auto& context = run.context;
    Progress progress(context.err, progress_style(context), "files");
    Listing listing(context, progress);
    const auto options = worker_options(arguments, context, run.vocabularies);
    WorkerPool workers(options);
    const DataDirectory directory(arguments.data);
    ObjectStore objects(directory.objects());
    const Tagger tagger(run.vocabularies);
    const GivenRecords records(run.vocabularies, run.manifest);
    const auto tell = [&](const FileReport& file) {
        run.table.add(file);
        if (run.report) run.report->add(report_line(file));
        for (const auto& [outcome, kind] : kListed)
            if (outcome == file.outcome) listing.add(kind, file.path, file.reason);
    };
    run_files({run.writer, objects, workers, options.workers, records, run.vocabularies, tagger,
               directory.catalog(), arguments.choices, context.stop},
              run.paths,
              {[&](auto done, auto total) { progress.show(done, total); }, tell,
               run.report ? RunListener::Details::yes : RunListener::Details::no});
    progress.clear();
}

void add_records(AddRun& run) {
    const auto& context = run.context;
    Progress progress(context.err, progress_style(context), "records");
    Listing listing(context, progress);
    const Tagger tagger(run.vocabularies);
    const auto* tag_with = run.arguments.tag_records == Arguments::TagRecords::yes ? &tagger : nullptr;
    const auto codes =
        run.arguments.codes == Arguments::Codes::reject ? UnknownCodes::reject : UnknownCodes::keep;
    auto& writer = run.writer;
    const auto before = writer.created() + writer.new_versions();
    const auto unchanged_before = writer.unchanged();
    const auto reject = [&](const RejectedRecord& record) {
        listing.add("refused", record.where, record.reason);
        if (!run.report) return;
        FileReport line;
        line.path = record.where;
        line.outcome = FileOutcome::refused;
        line.reason = record.reason;
        run.report->add(report_line(line));
    };
    for (const auto& file : run.arguments.records) {
        const auto report = run_records({writer, run.vocabularies, tag_with, codes, context.stop}, file,
                                        {[&](auto done) { progress.show(done, 0); }, reject});
        progress.clear();
        for (const auto& [warning, count] : report.warnings)
            context.err << "warning: " << file.string() << ": " << warning << " (" << count
                        << (count == 1 ? " record)\n" : " records)\n");
    }
    writer.flush(); // what was created is known when it is committed
    run.records_indexed = writer.created() + writer.new_versions() - before;
    run.records_unchanged = writer.unchanged() - unchanged_before;
    run.records_refused = listing.count("refused");
}

/// A missing path among others is listed; when all are missing, nothing can be done.
void require_some_path(const std::vector<std::string>& paths) {
    std::error_code error;
    for (const auto& path : paths)
        if (std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found)
            return;
    if (!paths.empty()) throw Failure(ErrorCode::unreadable_file, "there is no " + paths.front());
}

/// Near-duplicates are looked for when everything is in, so that a first load needs no look-ups. Returns how many pairs
/// were found.
std::int64_t finish(AddRun& run) {
    if (!run.context.stop) return run.writer.finish_and_compare();
    run.writer.finish();
    return 0;
}

constexpr std::array<std::pair<FileOutcome, const char*>, 4> kSeldom = {{
    {FileOutcome::moved, " moved"},
    {FileOutcome::copy, " copies"},
    {FileOutcome::vanished, " vanished"},
    {FileOutcome::removed, " removed"},
}};

/// "3 indexed, 0 unchanged, 1 without text, 5 refused, 2 moved", files and records together.
std::string outcome_counts(const RunTable& table, std::int64_t indexed = 0, std::int64_t unchanged = 0,
                           std::int64_t refused = 0) {
    std::string text = std::to_string(table.count(FileOutcome::indexed) + indexed) + " indexed, " +
                       std::to_string(table.count(FileOutcome::unchanged) + unchanged) + " unchanged, " +
                       std::to_string(table.count(FileOutcome::no_text)) + " without text, " +
                       std::to_string(table.count(FileOutcome::refused) + refused) + " refused";
    for (const auto& [outcome, words] : kSeldom)
        if (table.count(outcome) > 0) text += ", " + std::to_string(table.count(outcome)) + words;
    return text;
}

void print_summary(const AddRun& run, std::int64_t pairs, std::chrono::seconds took) {
    const auto& table = run.table;
    auto& out = run.context.out;
    if (const auto formats = table.formats(); !formats.empty()) out << formats << "\n";
    out << outcome_counts(table, run.records_indexed, run.records_unchanged, run.records_refused);
    if (pairs > 0) out << ", " << pairs << (pairs == 1 ? " pair" : " pairs") << " nearly the same";
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
    Listing listing(context, none);
    for (const auto& remark : manifest->remarks())
        listing.add("warning", remark);
    return manifest;
}

/// What a person calls it before it has happened.
std::string outcome_word(const FileReport& file) {
    constexpr std::array<const char*, kFileOutcomeCount> kWords = {
        "index", "unchanged", "move", "copy", "no text", "refuse", "vanished", "remove"};
    return kWords[static_cast<std::size_t>(file.outcome)];
}

int run_dry(const Arguments& arguments, const ProgramContext& context, const GivenRecords& records,
            const std::vector<std::filesystem::path>& paths) {
    const DataDirectory directory(arguments.data);
    std::error_code ignored;
    std::optional<Catalog> catalog;
    if (std::filesystem::exists(directory.catalog(), ignored))
        catalog.emplace(directory.catalog(), Catalog::Mode::read);
    RunTable table;
    std::optional<ReportFile> report;
    if (!arguments.report.empty()) report.emplace(arguments.report);
    dry_run({catalog ? &*catalog : nullptr, records, arguments.choices}, paths, [&](const FileReport& file) {
        table.add(file);
        if (report) report->add(report_line(file));
        if (file.outcome == FileOutcome::unchanged) return;
        context.out << outcome_word(file) << ": " << printable(file.path) << (file.reason.empty() ? "" : ": ")
                    << printable(file.reason) << "\n";
    });
    if (report) report->finish();
    context.out << "nothing was changed; " << outcome_counts(table) << "\n";
    return table.count(FileOutcome::refused) > 0 ? kSomeRejected : kAllIn;
}

} // namespace

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
        if (!arguments.records.empty())
            throw Failure(ErrorCode::invalid_argument, "--dry-run looks at files; leave --records out");
        return run_dry(arguments, context, GivenRecords(vocabularies, rows), paths);
    }
    CollectionWriter writer(DataDirectory(arguments.data), vocabularies, batch_limits(arguments));
    if (const auto resumed = writer.bring_index_up_to_date(); resumed > 0)
        context.err << "took up " << resumed << " documents that an earlier run had not finished\n";
    AddRun run{arguments, context, writer, vocabularies, rows, paths};
    if (!arguments.report.empty()) run.report.emplace(arguments.report);
    if (!arguments.records.empty()) add_records(run);
    if (!paths.empty()) add_files(run);
    const auto pairs = finish(run);
    if (run.report) run.report->finish();
    print_summary(run, pairs,
                  std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start));
    return run.table.count(FileOutcome::refused) + run.records_refused > 0 ? kSomeRejected : kAllIn;
}

} // namespace samling
