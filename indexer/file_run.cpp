#include "indexer/file_run.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "indexer/archive_members.h"
#include "indexer/file_owner.h"
#include "indexer/prepare_files.h"
#include "indexer/reading_report.h"
#include "indexer/record_merge.h"
#include "indexer/vanished.h"
#include "schema/failure.h"

namespace samling {
namespace {

using Kind = Ownership::Kind;

std::string codes_of(const std::vector<Tag>& tags) {
    std::string codes;
    for (const auto& tag : tags)
        codes += (codes.empty() ? "" : " ") + tag.code;
    return codes;
}

FileReport report_for(const Source& source, FileOutcome outcome) {
    FileReport report;
    report.path = source.path;
    report.outcome = outcome;
    report.reason = source.reason;
    report.document_id = source.document_id;
    report.bytes = source.size;
    report.sha256 = source.sha256;
    return report;
}

/// What a file that is not read again counts as.
FileOutcome outcome_again(const Source& source) {
    return source.outcome == Outcome::refused   ? FileOutcome::refused
           : source.outcome == Outcome::no_text ? FileOutcome::no_text
                                                : FileOutcome::unchanged;
}

class FileRun {
public:
    FileRun(const RunContext& context, const RunListener& listener)
        : context_(context), listener_(listener), owners_(&context.writer.catalog()),
          reader_(context.catalog, Catalog::Mode::read),
          preparing_{context.objects, context.workers, context.records,
                     [this](const auto& sha256, const auto& record) { return is_in(sha256, record); },
                     [this](const auto& path) {
                         const std::lock_guard lock(reader_mutex_);
                         return reader_.source(path);
                     }} {}

    void run(const std::vector<std::filesystem::path>& paths) {
        auto found = scan(paths);
        if (const auto* manifest = context_.records.manifest()) // it speaks of documents and is none
            std::erase_if(found.files, [&](const FoundFile& file) { return file.path == manifest->file(); });
        for (const auto& skipped : found.skipped)
            tell_refused(skipped.path.string(), skipped.reason);
        total_ = static_cast<std::int64_t>(found.files.size());
        std::vector<FileToPrepare> changed;
        for (const auto& file : found.files)
            settle(file, changed);
        largest_first(changed);
        if (!changed.empty()) work_through(changed);
        context_.writer.flush();
        part_stale_copies();
        for (const auto& [path, report] : copies_)
            listener_.file(report);
        drop_refused_objects();
        found.files.insert(found.files.end(), members_.begin(), members_.end());
        if (!context_.stop)
            settle_vanished({context_.writer, context_.choices.vanished == RunChoices::Vanished::remove, archives_},
                            paths, found, listener_.file);
        listener_.progress(done_, total_);
    }

private:
    /// A file that has not changed is counted as what it was: a file refused before is still refused, and
    /// still listed. All others join `changed`.
    void settle(const FoundFile& file, std::vector<FileToPrepare>& changed) {
        auto known = context_.writer.catalog().source(file.path.string());
        const bool failed = known && known->outcome != Outcome::indexed;
        const bool retry = failed && context_.choices.failed == RunChoices::Failed::retry;
        if (!known || retry || known->sha256.empty() || known->size != file.size ||
            known->mtime_ns != file.mtime_ns || !same_record(file, *known) || lost_original(*known))
            return changed.push_back({file, std::move(known), retry});
        ++done_;
        if (!known->missing_since.empty()) {
            known->missing_since.clear();
            context_.writer.put(std::nullopt, *known);
        }
        tell_again(*known);
    }

    /// A copy whose document has gone on to other content becomes a document of its own: what a file says can be
    /// found.
    void part_stale_copies() {
        std::vector<FileToPrepare> stale;
        for (auto& copy : context_.writer.catalog().stale_copies())
            if (archive_of(copy.path).empty() && !is_gone(copy.path)) stale.push_back({find_file(copy.path), copy, true});
        if (stale.empty() || context_.stop) return;
        total_ += static_cast<std::int64_t>(stale.size());
        for (const auto& copy : stale)
            copies_.erase(copy.file.path.string());
        work_through(stale);
        context_.writer.flush();
    }

    bool same_record(const FoundFile& file, const Source& known) const {
        try {
            return context_.records.digest(file, known.record) == known.sidecar_sha256;
        } catch (const Failure&) {
            return false; // read again, it tells what is the matter
        }
    }

    /// Reading the file again puts it back.
    bool lost_original(const Source& known) const {
        return known.outcome != Outcome::refused && !context_.objects.contains(known.sha256);
    }

    bool is_in(const std::string& sha256, const std::string& record) {
        const std::lock_guard lock(reader_mutex_);
        const auto sources = reader_.sources_with(sha256);
        return std::any_of(sources.begin(), sources.end(), [&](const Source& source) {
            return !source.document_id.empty() && source.outcome != Outcome::refused &&
                   source.sidecar_sha256 == record;
        });
    }

    void work_through(const std::vector<FileToPrepare>& files) {
        prepare_files(files, preparing_, {context_.jobs, context_.stop}, [this](PreparedFile file) { take(std::move(file)); });
    }

    void take(PreparedFile prepared) {
        total_ = std::max(total_, ++done_); // members of archives come on top
        listener_.progress(done_, total_);
        if (!archive_of(prepared.file.path.string()).empty()) members_.push_back(prepared.file);
        if (prepared.touched) return take_touched(prepared);
        Source source;
        source.path = prepared.file.path.string();
        source.size = prepared.size;
        source.mtime_ns = prepared.mtime_ns;
        source.sha256 = prepared.sha256;
        source.sidecar_sha256 = prepared.given.digest;
        source.record = prepared.given.stored;
        if (!prepared.refusal.empty()) return refuse(prepared, std::move(source), prepared.refusal);
        if (prepared.extraction && prepared.extraction->status == Extraction::Status::archive)
            return take_archive(prepared, std::move(source));
        const auto id = prepared.given.metadata ? prepared.given.metadata->id : "";
        const auto owner = owners_.of({source.path, source.sha256, source.sidecar_sha256, id});
        if (owner.kind == Kind::taken)
            return refuse(prepared, std::move(source),
                          "its id '" + owner.id + "' belongs to " + owner.owner +
                              "; give one of them another <id>");
        source.document_id = owner.id;
        source.role = owner.role;
        if (owner.kind == Kind::moved) source.moved_from = owner.other->path;
        release_earlier(prepared, owner);
        const bool same_content = owner.other && owner.other->sha256 == source.sha256;
        if (same_content &&
            (source.role == SourceRole::copy || owner.other->sidecar_sha256 == source.sidecar_sha256))
            return take_content_known(owner, std::move(source));
        if (owner.kind == Kind::copy) demote(*owner.other);
        take_version(prepared, owner, std::move(source));
    }

    /// Its members were taken in before it, so that a run that is cut off reads the archive again.
    void take_archive(const PreparedFile& prepared, Source source) {
        release_earlier(prepared, {});
        archives_.insert(source.path);
        source.outcome = Outcome::archive;
        source.reason = joined_notes(*prepared.extraction);
        if (!source.sha256.empty()) refused_objects_.insert(source.sha256); // members are kept, each by itself
        if (!source.reason.empty()) tell_refused(source.path, source.reason);
        put(std::nullopt, std::move(source));
    }

    static std::string joined_notes(const Extraction& extraction) {
        std::string all;
        for (const auto& note : extraction.notes)
            all += (all.empty() ? "" : "; ") + note;
        return all;
    }

    /// An archive counts as its members, and as itself where some of it was left out.
    void tell_archive_again(const Source& archive) {
        if (!archive.reason.empty()) tell_refused(archive.path, archive.reason);
        for (const auto& member : context_.writer.catalog().sources_below(archive.path + "!")) {
            FoundFile file;
            file.path = member.path;
            members_.push_back(std::move(file));
            if (member.outcome != Outcome::archive) tell_again(member);
            else if (!member.reason.empty()) tell_refused(member.path, member.reason);
        }
    }

    /// Same bytes and record, another time of modification.
    void take_touched(const PreparedFile& prepared) {
        auto source = *prepared.known;
        source.size = prepared.size;
        source.mtime_ns = prepared.mtime_ns;
        source.missing_since.clear();
        // It was looked up before the run came to it; a copy with a record may have taken the lead since.
        if (demoted_.contains(source.path)) source.role = SourceRole::copy;
        tell_again(source);
        context_.writer.put(std::nullopt, std::move(source));
    }

    /// A file that moved or is a copy: its document is in, and stays as it is.
    void take_content_known(const Ownership& owner, Source source) {
        const auto& other = *owner.other;
        source.outcome = other.outcome;
        auto report = report_for(source, owner.kind == Kind::moved ? FileOutcome::moved : FileOutcome::copy);
        report.reason = (owner.kind == Kind::moved ? "moved from " : "a copy of ") + other.path;
        if (source.role == SourceRole::copy && !source.sidecar_sha256.empty() &&
            source.sidecar_sha256 != other.sidecar_sha256)
            report.reason += ", whose record holds";
        source.reason = other.reason;
        add_details(report);
        tell(source.role, report);
        put(std::nullopt, std::move(source));
    }

    void demote(Source other) {
        other.role = SourceRole::copy;
        demoted_.insert(other.path);
        put(std::nullopt, std::move(other));
    }

    void take_version(PreparedFile& prepared, const Ownership& owner, Source source) {
        if (!prepared.extraction)
            prepared.extraction =
                extract_object({prepared.sha256, prepared.file.path.filename().string()}, context_.objects, context_.workers);
        auto& extraction = *prepared.extraction;
        if (extraction.status == Extraction::Status::refused)
            return refuse(prepared, std::move(source), extraction.reason);
        NewVersion version = make_version(prepared, owner.id);
        source.document_id = version.document.metadata.id;
        auto report = report_for(source, FileOutcome::indexed);
        report.reading = version.report;
        report.pages = static_cast<int>(version.document.pages.size());
        report.language = codes_of(version.document.metadata.of(TagField::language));
        if (extraction.status == Extraction::Status::no_text) {
            source.outcome = Outcome::no_text;
            source.reason = report.reason = extraction.reason;
            report.outcome = FileOutcome::no_text;
        } else if (prepared.known && prepared.known->outcome == Outcome::no_text) {
            version.sha256 = sha256(version.sha256 + "text"); // the same bytes, read better than before
        }
        put(std::move(version), std::move(source));
        listener_.file(report);
    }

    NewVersion make_version(PreparedFile& prepared, const std::string& id) {
        auto& extraction = *prepared.extraction;
        const auto name = prepared.file.path.filename().string();
        NewVersion version;
        auto& document = version.document;
        document.metadata =
            merge_record(prepared.given.metadata, extraction, {name, prepared.sha256}, context_.vocabularies);
        document.metadata.id = id.empty() ? owners_.free_id(document.metadata.id) : id;
        version.report = report_of(extraction);
        document.pages = std::move(extraction.pages);
        document.headings = std::move(extraction.headings);
        context_.tagger.tag(document);
        version.statements = context_.intents.find(document);
        version.sha256 = sha256(prepared.sha256 + prepared.given.digest);
        version.object = prepared.sha256;
        version.file_name = name;
        return version;
    }

    /// The document that the file was before, when it becomes another: kept while other files have it.
    void release_earlier(const PreparedFile& prepared, const Ownership& owner) {
        const auto& known = prepared.known;
        if (!known || known->document_id.empty() || known->document_id == owner.id) return;
        release_source(context_.writer, *known);
    }

    /// A document keeps its last good version when its file has become unreadable.
    void refuse(const PreparedFile& prepared, Source source, const std::string& reason) {
        source.outcome = Outcome::refused;
        source.reason = reason;
        source.document_id = prepared.known ? prepared.known->document_id : "";
        source.role = prepared.known ? prepared.known->role : SourceRole::original;
        source.moved_from.clear();
        if (!source.sha256.empty()) refused_objects_.insert(source.sha256);
        auto report = report_for(source, FileOutcome::refused);
        if (prepared.extraction) report.reading = report_of(*prepared.extraction);
        put(std::nullopt, std::move(source));
        listener_.file(report);
    }

    void put(std::optional<NewVersion> version, Source source) {
        owners_.remember(source);
        context_.writer.put(std::move(version), std::move(source));
    }

    /// Originals are kept of documents; of what was refused there is none.
    void drop_refused_objects() {
        context_.writer.catalog().release_objects({refused_objects_.begin(), refused_objects_.end()}, [&](const std::string& object) { context_.objects.remove(object); });
    }

    void tell_refused(const std::string& path, const std::string& reason) {
        FileReport report;
        report.path = path;
        report.outcome = FileOutcome::refused;
        report.reason = reason;
        listener_.file(report);
    }

    void tell_again(const Source& source) {
        if (source.outcome == Outcome::archive) return tell_archive_again(source);
        auto report = report_for(source, outcome_again(source));
        report.earlier = true;
        add_details(report);
        tell(source.role, report);
    }

    /// What is said of a copy waits until it is known that its document stays as it is: a file is told of once.
    void tell(SourceRole role, const FileReport& report) {
        if (role == SourceRole::copy)
            copies_.insert_or_assign(report.path, report);
        else
            listener_.file(report);
    }

    void add_details(FileReport& report) {
        if (listener_.details == RunListener::Details::no || report.document_id.empty()) return;
        const auto version = context_.writer.catalog().find(report.document_id);
        if (!version) return;
        report.reading = version->report;
        report.pages = version->page_count;
        report.language = codes_of(version->metadata.of(TagField::language));
    }

    const RunContext& context_;
    const RunListener& listener_;
    FileOwners owners_;
    std::mutex reader_mutex_;
    Catalog reader_; ///< For the threads that prepare; guarded by reader_mutex_.
    PrepareContext preparing_;
    std::set<std::string> refused_objects_;
    std::set<std::string> demoted_; ///< Paths that lost the lead to a copy in this run.
    std::vector<FoundFile> members_; ///< Of archives, in this run or, of those not changed, as they are known.
    std::set<std::string> archives_; ///< That were read.
    std::map<std::string, FileReport> copies_; ///< By path; not told yet.
    std::int64_t done_ = 0, total_ = 0;
};

} // namespace

void run_files(const RunContext& context, const std::vector<std::filesystem::path>& paths,
               const RunListener& listener) {
    FileRun(context, listener).run(paths);
}

} // namespace samling
