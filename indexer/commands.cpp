#include "indexer/commands.h"

#include <array>
#include <thread>

#include "indexer/collection_writer.h"
#include "indexer/command_line.h"
#include "indexer/file_run.h"
#include "indexer/progress.h"
#include "indexer/records_run.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr int kAllIn = 0, kSomeRejected = 1;
constexpr std::int64_t kRefusalsShown = 1000;
constexpr std::string_view kVersion = "indexer (Samling) 0.1.0";

Progress::Style progress_style(const ProgramContext& context) {
    return context.terminal == ProgramContext::Terminal::yes ? Progress::Style::bar : Progress::Style::lines;
}

Vocabularies load_vocabularies(const Arguments& arguments, const ProgramContext& context) {
    const auto share = arguments.share.empty() ? context.program.parent_path().parent_path() / "share/samling"
                                               : arguments.share;
    return Vocabularies(share / "vocabulary");
}

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
        if (std::filesystem::symlink_status(path, error).type() != std::filesystem::file_type::not_found) return;
    if (!paths.empty()) throw Failure(ErrorCode::unreadable_file, "there is no " + paths.front());
}

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

int run_status(const Arguments& arguments, const ProgramContext& context) {
    const DataDirectory directory(arguments.data);
    Catalog catalog(directory.catalog(), Catalog::Mode::read);
    const auto counts = catalog.counts();
    const std::pair<const char*, std::int64_t> rows[] = {{"documents", counts.documents},
                                                         {"versions", counts.versions},
                                                         {"pages", counts.pages},
                                                         {"words", counts.words},
                                                         {"not in the index yet", counts.unindexed},
                                                         {"files indexed", counts.sources_indexed},
                                                         {"files without text", counts.sources_no_text},
                                                         {"files refused", counts.sources_refused}};
    for (const auto& [name, count] : rows)
        context.out << name << ": " << count << "\n";
    catalog.for_each_source([&](const Source& source) {
        if (source.outcome != Outcome::indexed)
            context.out << outcome_name(source.outcome) << ": " << source.path << ": " << source.reason
                        << "\n";
    });
    return kAllIn;
}

int run_rebuild(const Arguments& arguments, const ProgramContext& context) {
    const DataDirectory directory(arguments.data);
    { const Catalog exists(directory.catalog(), Catalog::Mode::read); } // a rebuild makes no collection
    const auto vocabularies = load_vocabularies(arguments, context);
    CollectionWriter writer(directory, vocabularies, {});
    Progress progress(context.err, progress_style(context), "documents");
    const auto total = writer.catalog().counts().documents;
    const auto count = writer.rebuild([&](std::int64_t done) { progress.show(done, total); });
    progress.clear();
    context.out << "rebuilt the index of " << count << " documents\n";
    return kAllIn;
}

int run_remove(const Arguments& arguments, const ProgramContext& context) {
    if (arguments.operands.empty())
        throw Failure(ErrorCode::invalid_argument, "remove: name the ids of documents");
    const DataDirectory directory(arguments.data);
    { const Catalog exists(directory.catalog(), Catalog::Mode::read); }
    const auto vocabularies = load_vocabularies(arguments, context);
    CollectionWriter writer(directory, vocabularies, {});
    int status = kAllIn;
    for (const auto& id : arguments.operands) {
        const bool removed = writer.remove(id);
        (removed ? context.out : context.err)
            << (removed ? "removed " : "no document has the id ") << id << "\n";
        if (!removed) status = kSomeRejected;
    }
    return status;
}

struct Command {
    std::string_view name, operands, help;
    int (*run)(const Arguments&, const ProgramContext&);
};

constexpr std::array kCommands = {
    Command{"add", "PATH... | --records FILE", "take files, folders or ready records in", run_add},
    Command{"status", "", "say what the collection holds, and what was refused", run_status},
    Command{"rebuild", "", "make the index anew from the catalog and switch to it", run_rebuild},
    Command{"remove", "ID...", "forget documents", run_remove},
};

std::string usage() {
    std::string text = "usage: indexer COMMAND [OPTION]...\n\n";
    for (const auto& row : kCommands) {
        std::string left = "  " + std::string(row.name) + " " + std::string(row.operands);
        left.resize(std::max<std::size_t>(left.size() + 2, 34), ' ');
        text += left + std::string(row.help) + "\n";
    }
    return text + "\n" + describe_options() +
           "\nexit status: 0 all in; 1 some rejected, each listed with its reason, the rest in; 2 could not "
           "run\n";
}

int dispatch(const Arguments& arguments, const ProgramContext& context) {
    if (arguments.help != Arguments::Help::none) {
        context.out << (arguments.help == Arguments::Help::usage ? usage() : std::string(kVersion) + "\n");
        return kAllIn;
    }
    for (const auto& row : kCommands)
        if (row.name == arguments.command) return row.run(arguments, context);
    throw Failure(ErrorCode::invalid_argument,
                  arguments.command.empty()
                      ? "name a command; see indexer --help"
                      : "there is no command '" + arguments.command + "'; see indexer --help");
}

} // namespace

int run_indexer(const std::vector<std::string>& words, const ProgramContext& context) {
    try {
        return dispatch(parse_arguments(words), context);
    } catch (const Failure& failure) {
        context.err << "indexer: " << failure.what() << "\n";
    } catch (const std::exception& error) {
        context.err << "indexer: " << error.what() << "\n";
    }
    return 2;
}

} // namespace samling
