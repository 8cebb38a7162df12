#include <array>
#include <map>
#include <optional>
#include <thread>

#include "indexer/collection_writer.h"
#include "indexer/command.h"
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

    void add(const char* kind, const std::string& what, const std::string& reason) {
        auto& count = counts_[kind];
        if (++count > kShown) return;
        progress_.clear();
        context_.err << kind << ": " << printable(what) << ": " << printable(reason) << "\n";
        if (count == kShown) context_.err << kind << ": more than " << count << "; the rest is not listed\n";
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
    const GivenRecords records(run.vocabularies);
    const auto tell = [&](const FileReport& file) {
        run.table.add(file);
        if (run.report) run.report->add(report_line(file));
        for (const auto& [outcome, kind] : kListed)
            if (outcome == file.outcome) listing.add(kind, file.path, file.reason);
    };
    const std::vector<std::filesystem::path> paths(arguments.operands.begin(), arguments.operands.end());
    run_files({run.writer, objects, workers, options.workers, records, run.vocabularies, tagger,
               directory.catalog(), arguments.choices, context.stop},
              paths,
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

/// Near-duplicates are looked for when everything is in, so that a first load needs no look-ups.
std::int64_t compare_texts(AddRun& run) {
    return run.context.stop ? 0 : run.writer.catalog().compare_texts();
}

constexpr std::array<std::pair<FileOutcome, const char*>, 4> kSeldom = {{
    {FileOutcome::moved, " moved"},
    {FileOutcome::copy, " copies"},
    {FileOutcome::vanished, " vanished"},
    {FileOutcome::removed, " removed"},
}};

void print_summary(const AddRun& run, std::int64_t pairs, std::chrono::seconds took) {
    const auto& table = run.table;
    auto& out = run.context.out;
    if (const auto formats = table.formats(); !formats.empty()) out << formats << "\n";
    out << table.count(FileOutcome::indexed) + run.records_indexed << " indexed, "
        << table.count(FileOutcome::unchanged) + run.records_unchanged << " unchanged, "
        << table.count(FileOutcome::no_text) << " without text, "
        << table.count(FileOutcome::refused) + run.records_refused << " refused";
    for (const auto& [outcome, words] : kSeldom)
        if (table.count(outcome) > 0) out << ", " << table.count(outcome) << words;
    if (pairs > 0) out << ", " << pairs << (pairs == 1 ? " pair" : " pairs") << " nearly the same";
    out << ", in " << format_duration(took) << "\n";
    if (run.context.stop) out << "stopped before the end; the same command goes on from here\n";
}

} // namespace

int run_add(const Arguments& arguments, const ProgramContext& context) {
    if (arguments.operands.empty() && arguments.records.empty())
        throw Failure(ErrorCode::invalid_argument, "add: name files or folders, or --records FILE");
    require_some_path(arguments.operands);
    const auto start = std::chrono::steady_clock::now();
    const auto vocabularies = load_vocabularies(arguments, context);
    CollectionWriter writer(DataDirectory(arguments.data), vocabularies, {});
    if (const auto resumed = writer.bring_index_up_to_date(); resumed > 0)
        context.err << "took up " << resumed << " documents that an earlier run had not finished\n";
    AddRun run{arguments, context, writer, vocabularies};
    if (!arguments.report.empty()) run.report.emplace(arguments.report);
    if (!arguments.records.empty()) add_records(run);
    if (!arguments.operands.empty()) add_files(run);
    writer.flush();
    const auto pairs = compare_texts(run);
    if (run.report) run.report->finish();
    print_summary(run, pairs,
                  std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start));
    return run.table.count(FileOutcome::refused) + run.records_refused > 0 ? kSomeRejected : kAllIn;
}

} // namespace samling
