#include "indexer/command.h"
#include "indexer/retag.h"

namespace samling {
namespace {

void print_counts(std::ostream& out, const RetagReport& report) {
    for (const auto& [code, counts] : report.codes) {
        out << tag_field_name(code.first) << " " << code.second << ":";
        if (counts.added > 0) out << " " << counts.added << " added";
        if (counts.removed > 0) out << (counts.added > 0 ? "," : "") << " " << counts.removed << " removed";
        out << "\n";
    }
}

/// "kenya-report: +theme elections -region KE"
void print_changes(std::ostream& out, const std::string& id, const std::vector<TagChange>& changes) {
    out << id << ":";
    for (const auto& change : changes)
        out << (change.kind == TagChange::Kind::added ? " +" : " -") << tag_field_name(change.field) << " " << change.code;
    out << "\n";
}

} // namespace

int run_retag(const Arguments& arguments, const ProgramContext& context) {
    require_collection(arguments);
    const auto vocabularies = load_vocabularies(arguments, context);
    CollectionWriter writer(DataDirectory(arguments.data), vocabularies, {});
    Progress progress(context.err, progress_style(context), "documents");
    const auto total = writer.catalog().counts().documents;
    const RetagListener listener{[&](std::int64_t done) { progress.show(done, total); },
                                 [&](const std::string& id, const std::vector<TagChange>& changes) {
                                     if (arguments.detail == Arguments::Detail::verbose) print_changes(context.out, id, changes);
                                 }};
    const auto records = arguments.tag_records == Arguments::TagRecords::yes ? RetagOptions::Records::all
                                                                             : RetagOptions::Records::as_before;
    const auto report = retag(writer, vocabularies, {records, context.stop, load_intent_rules(arguments, context)}, listener);
    progress.clear();
    print_counts(context.out, report);
    context.out << "retagged " << report.documents << " documents: tags of " << report.changed << " changed, quotes of "
                << report.renewed << " renewed, " << report.reindexed << " put into the index again\n";
    if (report.statements > 0) context.out << "statements of intent changed in " << report.statements << " documents\n";
    if (report.stopped) context.out << "stopped before the end; the same command goes on from here\n";
    return kAllIn;
}

} // namespace samling
