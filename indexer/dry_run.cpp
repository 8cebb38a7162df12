#include "indexer/dry_run.h"

#include <set>

#include "corpus/object_store.h"
#include "indexer/file_owner.h"
#include "indexer/vanished.h"
#include "schema/failure.h"

namespace samling {
namespace {

using Kind = Ownership::Kind;

class DryRun {
public:
    explicit DryRun(const DryRunContext& context) : context_(context), owners_(context.catalog) {}

    FileReport look_at(const FoundFile& file) {
        FileReport report;
        report.path = file.path.string();
        report.bytes = file.size;
        try {
            judge(file, report);
        } catch (const Failure& failure) {
            report.outcome = FileOutcome::refused;
            report.reason = failure.what();
        }
        return report;
    }

private:
    void judge(const FoundFile& file, FileReport& report) {
        const auto known = context_.catalog ? context_.catalog->source(report.path) : std::nullopt;
        const auto given = context_.records.read(file, known ? known->record : "");
        const bool retry = known && known->outcome != Outcome::indexed &&
                           context_.choices.failed == RunChoices::Failed::retry;
        const bool same_record = known && known->sidecar_sha256 == given.digest;
        const bool same_stamp = known && known->size == file.size && known->mtime_ns == file.mtime_ns;
        report.sha256 = same_stamp && !known->sha256.empty() ? known->sha256 : sha256_file(file.path);
        if (same_record && !retry && known->sha256 == report.sha256) return judge_again(*known, report);
        const auto owner =
            owners_.of({report.path, report.sha256, given.digest, given.metadata ? given.metadata->id : ""});
        if (owner.kind == Kind::taken)
            throw Failure(ErrorCode::invalid_record, "its id '" + owner.id + "' belongs to " + owner.owner);
        report.document_id = owner.id;
        report.reason = owner.kind == Kind::same ? "a new version" : "a new document";
        const bool same_content = owner.other && owner.other->sha256 == report.sha256;
        if (same_content && owner.kind == Kind::moved) {
            report.outcome = FileOutcome::moved;
            report.reason = "moved from " + owner.other->path;
        } else if (same_content && owner.role == SourceRole::copy) {
            report.outcome = FileOutcome::copy;
            report.reason = "a copy of " + owner.other->path;
        }
        remember(report, given, owner);
    }

    static void judge_again(const Source& known, FileReport& report) {
        report.earlier = true;
        report.document_id = known.document_id;
        report.reason = known.reason;
        report.outcome = known.outcome == Outcome::refused   ? FileOutcome::refused
                         : known.outcome == Outcome::no_text ? FileOutcome::no_text
                                                             : FileOutcome::unchanged;
    }

    /// Two files of this run may have one content, or one id.
    void remember(const FileReport& report, const GivenRecord& given, const Ownership& owner) {
        Source source;
        source.path = report.path;
        source.sha256 = report.sha256;
        source.sidecar_sha256 = given.digest;
        source.role = owner.role;
        source.document_id = owner.id.empty() ? "new " + report.path : owner.id;
        if (owner.kind == Kind::moved) source.moved_from = owner.other->path;
        owners_.remember(source);
    }

    const DryRunContext& context_;
    FileOwners owners_;
};

} // namespace

void dry_run(const DryRunContext& context, const std::vector<std::filesystem::path>& paths,
             const std::function<void(const FileReport&)>& tell) {
    const auto found = scan(paths);
    for (const auto& skipped : found.skipped) {
        FileReport report;
        report.path = skipped.path.string();
        report.outcome = FileOutcome::refused;
        report.reason = skipped.reason;
        tell(report);
    }
    DryRun run(context);
    std::set<std::string> left;
    for (const auto& file : found.files) {
        if (context.records.manifest() && file.path == context.records.manifest()->file()) continue;
        auto report = run.look_at(file);
        if (report.outcome == FileOutcome::moved)
            left.insert(report.reason.substr(std::string("moved from ").size()));
        tell(report);
    }
    if (!context.catalog) return;
    for (const auto& source : vanished_sources(*context.catalog, paths, found, {})) {
        if (left.contains(source.path)) continue;
        FileReport report;
        report.path = source.path;
        report.document_id = source.document_id;
        report.reason = "it is not there any more";
        report.outcome = context.choices.vanished == RunChoices::Vanished::remove ? FileOutcome::removed
                                                                                  : FileOutcome::vanished;
        tell(report);
    }
}

} // namespace samling
