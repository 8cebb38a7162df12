#include <thread>

#include "indexer/collection_writer.h"
#include "indexer/command.h"
#include "indexer/file_run.h"
#include "indexer/records_run.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::int64_t kRefusalsShown = 1000;

/// Prints what was refused while it happens, and keeps count.
class Refusals {
public:
    Refusals(const ProgramContext& context, Progress& progress) : context_(context), progress_(progress) {}

    void add(const std::string& what, const std::string& reason) {
        if (++count_ > kRefusalsShown) return;
        progress_.clear();
        context_.err << "refused: " << what << ": " << reason << "\n";
        if (count_ == kRefusalsShown)
            context_.err << "refused: more than " << count_ << "; the rest is not listed\n";
    }

    std::int64_t count() const { return count_; }

private:
    const ProgramContext& context_;
    Progress& progress_;
    std::int64_t count_ = 0;
};

struct AddTotals {
    std::int64_t indexed = 0, unchanged = 0, no_text = 0, refused = 0;
};

void add_files(const Arguments& arguments, const ProgramContext& context, CollectionWriter& writer,
               const Vocabularies& vocabularies, AddTotals& totals) {
    Progress progress(context.err, progress_style(context), "files");
    Refusals refusals(context, progress);
    const auto jobs =
        arguments.jobs != 0 ? arguments.jobs : std::max(1u, std::thread::hardware_concurrency());
    WorkerOptions options;
    options.program = context.program.parent_path() / "indexer-worker";
    options.workers = jobs;
    options.unconfined = arguments.unconfined;
    WorkerPool workers(options);
    ObjectStore objects(DataDirectory(arguments.data).objects());
    const Tagger tagger(vocabularies);
    const std::vector<std::filesystem::path> paths(arguments.operands.begin(), arguments.operands.end());
    const auto summary =
        run_files({writer, objects, workers, jobs, vocabularies, tagger, context.stop}, paths,
                  {[&](auto done, auto total) { progress.show(done, total); },
                   [&](const SkippedFile& file) { refusals.add(file.path.string(), file.reason); }});
    progress.clear();
    for (const auto& file : summary.without_text)
        context.err << "no text: " << file.path.string() << ": " << file.reason << "\n";
    totals.indexed += summary.indexed;
    totals.unchanged += summary.unchanged;
    totals.no_text += static_cast<std::int64_t>(summary.without_text.size());
    totals.refused += refusals.count();
}

void add_records(const Arguments& arguments, const ProgramContext& context, CollectionWriter& writer,
                 const Vocabularies& vocabularies, AddTotals& totals) {
    Progress progress(context.err, progress_style(context), "records");
    Refusals refusals(context, progress);
    const Tagger tagger(vocabularies);
    const auto* tag_with = arguments.tag_records == Arguments::TagRecords::yes ? &tagger : nullptr;
    const auto codes =
        arguments.codes == Arguments::Codes::reject ? UnknownCodes::reject : UnknownCodes::keep;
    const auto before = writer.created() + writer.new_versions();
    const auto unchanged_before = writer.unchanged();
    for (const auto& file : arguments.records) {
        const auto report = run_records({writer, vocabularies, tag_with, codes, context.stop}, file,
                                        {[&](auto done) { progress.show(done, 0); },
                                         [&](const RejectedRecord& r) { refusals.add(r.where, r.reason); }});
        progress.clear();
        for (const auto& [warning, count] : report.warnings)
            context.err << "warning: " << file.string() << ": " << warning << " (" << count
                        << (count == 1 ? " record)\n" : " records)\n");
    }
    writer.flush(); // what was created is known when it is committed
    totals.indexed += writer.created() + writer.new_versions() - before;
    totals.unchanged += writer.unchanged() - unchanged_before;
    totals.refused += refusals.count();
}

/// A missing path among others is listed; when all are missing, nothing can be done.
void require_some_path(const std::vector<std::string>& paths) {
    std::error_code error;
    for (const auto& path : paths)
        if (std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found)
            return;
    if (!paths.empty()) throw Failure(ErrorCode::unreadable_file, "there is no " + paths.front());
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
    AddTotals totals;
    if (!arguments.records.empty()) add_records(arguments, context, writer, vocabularies, totals);
    if (!arguments.operands.empty()) add_files(arguments, context, writer, vocabularies, totals);
    writer.flush();
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start);
    context.out << totals.indexed << " indexed, " << totals.unchanged << " unchanged, " << totals.no_text
                << " without text, " << totals.refused << " refused, in " << format_duration(seconds) << "\n";
    if (context.stop) context.out << "stopped before the end; the same command goes on from here\n";
    return totals.refused > 0 ? kSomeRejected : kAllIn;
}

} // namespace samling
