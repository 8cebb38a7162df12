#include "indexer/dry_run.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdlib.h>

#include "corpus/object_store.h"
#include "indexer/archive_members.h"
#include "indexer/file_owner.h"
#include "indexer/reading_report.h"
#include "indexer/vanished.h"
#include "schema/failure.h"

namespace samling {
namespace fs = std::filesystem;
namespace {

using Kind = Ownership::Kind;

/// Before what stands for the id of a document that has none yet; no id has a blank.
const std::string kNew = "new ";

/// A folder for what is looked at; gone with all in it at the end.
class TemporaryFolder {
public:
    TemporaryFolder() : path_((fs::temp_directory_path() / "samling-XXXXXX").string()) {
        if (!::mkdtemp(path_.data()))
            throw Failure(ErrorCode::storage_failed, "no folder can be made in " + fs::temp_directory_path().string());
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

class DryRun {
public:
    DryRun(const DryRunContext& context, const std::function<void(const FileReport&)>& tell)
        : context_(context), tell_(tell), owners_(context.catalog), objects_(folder_.path()),
          preparing_{objects_, context.workers, context.records,
                     [](const auto&, const auto&) { return false; }, // read all, to say how it ends
                     [this](const auto& path) { return known(path); }} {}

    void run(const std::vector<fs::path>& paths) {
        auto found = scan(paths);
        if (const auto* manifest = context_.records.manifest())
            std::erase_if(found.files, [&](const FoundFile& file) { return file.path == manifest->file(); });
        for (const auto& skipped : found.skipped)
            tell_refused(skipped.path.string(), skipped.reason);
        for (const auto& file : found.files)
            if (!context_.stop) look_at(file);
        part_stale_copies();
        found.files.insert(found.files.end(), members_.begin(), members_.end());
        if (context_.catalog && !context_.stop) look_for_vanished(paths, found);
    }

private:
    std::optional<Source> known(const std::string& path) const {
        return context_.catalog ? context_.catalog->source(path) : std::nullopt;
    }

    bool same_record(const FoundFile& file, const Source& source) const {
        try {
            return context_.records.digest(file, source.record) == source.sidecar_sha256;
        } catch (const Failure&) {
            return false;
        }
    }

    void look_at(const FoundFile& file) {
        auto source = known(file.path.string());
        const bool retry = source && source->outcome != Outcome::indexed &&
                           context_.choices.failed == RunChoices::Failed::retry;
        if (source && !retry && !source->sha256.empty() && source->size == file.size &&
            source->mtime_ns == file.mtime_ns && same_record(file, *source))
            return tell_again(*source);
        prepare_with_members({file, std::move(source), retry}, preparing_, [&](PreparedFile prepared) {
            judge(prepared);
            if (!prepared.sha256.empty() && !is_archive(prepared)) objects_.remove(prepared.sha256);
            return !context_.stop.load();
        });
    }

    static bool is_archive(const PreparedFile& file) {
        return file.extraction && file.extraction->status == Extraction::Status::archive;
    }

    /// As FileRun::take does it.
    void judge(const PreparedFile& file) {
        FileReport report;
        report.path = file.file.path.string();
        report.bytes = file.size;
        report.sha256 = file.sha256;
        if (!archive_of(report.path).empty()) members_.push_back(file.file);
        if (file.touched) return tell_again(*file.known);
        if (file.extraction) {
            report.reading = report_of(*file.extraction);
            report.pages = static_cast<int>(file.extraction->pages.size());
        }
        if (!file.refusal.empty()) return refuse(report, file.refusal);
        if (is_archive(file)) {
            archives_.insert(report.path);
            for (const auto& note : file.extraction->notes)
                report.reason += (report.reason.empty() ? "" : "; ") + note;
            if (!report.reason.empty()) refuse(report, report.reason);
            return;
        }
        const auto id = file.given.metadata ? file.given.metadata->id : "";
        const auto owner = owners_.of({report.path, report.sha256, file.given.digest, id});
        if (owner.kind == Kind::taken) return refuse(report, "its id '" + owner.id + "' belongs to " + owner.owner);
        if (!owner.id.starts_with(kNew)) report.document_id = owner.id;
        decide(report, file, owner);
        remember(report, file, owner);
        tell_(report);
    }

    void decide(FileReport& report, const PreparedFile& file, const Ownership& owner) {
        const bool same_content = owner.other && owner.other->sha256 == report.sha256;
        if (same_content && (owner.role == SourceRole::copy || owner.other->sidecar_sha256 == file.given.digest)) {
            const bool moved = owner.kind == Kind::moved;
            report.outcome = moved ? FileOutcome::moved : FileOutcome::copy;
            report.reason = (moved ? "moved from " : "a copy of ") + owner.other->path;
            return;
        }
        const bool goes_on = owner.kind == Kind::same || owner.kind == Kind::moved || owner.kind == Kind::copy;
        report.reason = goes_on ? "a new version" : "a new document";
        if (owner.kind == Kind::same) changed_.insert(owner.id);
        if (file.extraction && file.extraction->status == Extraction::Status::no_text) {
            report.outcome = FileOutcome::no_text;
            report.reason = file.extraction->reason;
        }
    }

    /// Two files of this run may have one content, or one id.
    void remember(const FileReport& report, const PreparedFile& file, const Ownership& owner) {
        Source source;
        source.path = report.path;
        source.sha256 = report.sha256;
        source.sidecar_sha256 = file.given.digest;
        source.role = owner.role;
        source.document_id = owner.id.empty() ? kNew + report.path : owner.id;
        if (owner.kind == Kind::moved) {
            source.moved_from = owner.other->path;
            left_.insert(owner.other->path);
        }
        owners_.remember(source);
    }

    void refuse(FileReport report, const std::string& reason) {
        report.outcome = FileOutcome::refused;
        report.reason = reason;
        tell_(report);
    }

    void tell_refused(const std::string& path, const std::string& reason) {
        FileReport report;
        report.path = path;
        refuse(std::move(report), reason);
    }

    /// A file that is not read again; an archive counts as its members, and as itself where some of it was left out.
    void tell_again(const Source& source) {
        FileReport report;
        report.path = source.path;
        report.bytes = source.size;
        report.sha256 = source.sha256;
        report.earlier = true;
        report.document_id = source.document_id;
        report.reason = source.reason;
        report.outcome = source.outcome == Outcome::refused   ? FileOutcome::refused
                         : source.outcome == Outcome::no_text ? FileOutcome::no_text
                                                              : FileOutcome::unchanged;
        if (source.outcome == Outcome::archive) {
            if (!source.reason.empty()) refuse(report, source.reason);
            for (const auto& member : context_.catalog->sources_below(source.path + "!")) {
                members_.emplace_back();
                members_.back().path = member.path;
                tell_again(member);
            }
        } else if (source.role == SourceRole::copy) {
            copies_.push_back(std::move(report)); // whether it stays one shows at the end
        } else {
            tell_(report);
        }
    }

    /// A copy whose document goes on to other content becomes a document of its own.
    void part_stale_copies() {
        for (auto& copy : copies_) {
            if (changed_.contains(copy.document_id) && archive_of(copy.path).empty()) {
                copy.earlier = false;
                copy.outcome = FileOutcome::indexed;
                copy.reason = "a new document";
                copy.document_id.clear();
            }
            tell_(copy);
        }
    }

    void look_for_vanished(const std::vector<fs::path>& paths, const ScanResult& found) {
        for (const auto& source : vanished_sources(*context_.catalog, paths, found, archives_)) {
            if (left_.contains(source.path)) continue;
            FileReport report;
            report.path = source.path;
            report.document_id = source.document_id;
            report.bytes = source.size;
            report.sha256 = source.sha256;
            report.reason = "it is not there any more";
            report.outcome = context_.choices.vanished == RunChoices::Vanished::remove ? FileOutcome::removed
                                                                                       : FileOutcome::vanished;
            tell_(report);
        }
    }

    const DryRunContext& context_;
    const std::function<void(const FileReport&)>& tell_;
    TemporaryFolder folder_;
    FileOwners owners_;
    ObjectStore objects_;
    PrepareContext preparing_;
    std::vector<FoundFile> members_;  ///< Of archives.
    std::vector<FileReport> copies_;  ///< Copies that did not change.
    std::set<std::string> changed_;   ///< Documents that get other content.
    std::set<std::string> archives_;  ///< That were read.
    std::set<std::string> left_;      ///< Paths that files have moved from.
};

} // namespace

void dry_run(const DryRunContext& context, const std::vector<fs::path>& paths,
             const std::function<void(const FileReport&)>& tell) {
    DryRun(context, tell).run(paths);
}

} // namespace samling
