#include "indexer/file_run.h"

#include <fcntl.h>
#include <thread>
#include <unistd.h>

#include "indexer/bounded_queue.h"
#include "indexer/record_merge.h"
#include "indexer/word_count.h"
#include "schema/check.h"
#include "schema/failure.h"
#include "schema/record_xml.h"

namespace samling {
namespace {

/// A file after everything that needs no catalog.
struct Prepared {
    FoundFile file;
    std::string sha256, sidecar_sha256;
    std::optional<Metadata> sidecar;
    Extraction extraction;
    std::string refusal; ///< Not empty: nothing else holds.
};

class Descriptor {
public:
    explicit Descriptor(const std::filesystem::path& file)
        : value_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (value_ < 0)
            throw Failure(ErrorCode::unreadable_file,
                          std::error_code(errno, std::generic_category()).message());
    }
    ~Descriptor() { ::close(value_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int value() const { return value_; }

private:
    int value_;
};

std::optional<Metadata> read_sidecar(const FoundFile& file, const Vocabularies& vocabularies) {
    if (file.sidecar.empty()) return std::nullopt;
    auto record = resolve_codes(read_record_xml(file.sidecar), vocabularies);
    const auto mistakes = check_codes(record, vocabularies);
    if (mistakes.empty()) return record;
    std::string message = file.sidecar.string() + ": ";
    for (const auto& mistake : mistakes)
        message += (&mistake == &mistakes.front() ? "" : "; ") + mistake;
    throw Failure(ErrorCode::invalid_record, message);
}

Prepared prepare(const FoundFile& file, const RunContext& context) {
    Prepared result;
    result.file = file;
    try {
        if (!file.sidecar.empty()) result.sidecar_sha256 = sha256_file(file.sidecar);
        result.sidecar = read_sidecar(file, context.vocabularies);
        // The worker reads the stored copy: what is indexed is what is kept, even if the file changes
        // meanwhile.
        result.sha256 = context.objects.put_file(file.path);
        const Descriptor original(context.objects.path(result.sha256));
        result.extraction = context.workers.extract({original.value(), file.path.filename().string()});
        if (result.extraction.status == Extraction::Status::refused)
            result.refusal = result.extraction.reason;
    } catch (const Failure& failure) {
        if (failure.code() == ErrorCode::storage_failed) throw;
        result.refusal = failure.what();
    }
    return result;
}

ReadingReport report_of(const Extraction& extraction) {
    ReadingReport report{
        extraction.media_type, extraction.extractor,   extraction.encoding, count_words(extraction.pages), 0,
        extraction.truncated,  extraction.cpu_seconds, extraction.notes};
    for (const auto& page : extraction.pages)
        report.pages_without_text += page.text.find_first_not_of(" \n\t") == std::string::npos;
    return report;
}

class FileRun {
public:
    FileRun(const RunContext& context, const RunListener& listener)
        : context_(context), listener_(listener) {}

    RunSummary run(const std::vector<std::filesystem::path>& paths) {
        auto found = scan(paths);
        for (auto& skipped : found.skipped)
            refuse(std::move(skipped));
        total_ = static_cast<std::int64_t>(found.files.size());
        std::vector<FoundFile> changed;
        for (auto& file : found.files)
            if (!settle_unchanged(file)) changed.push_back(std::move(file));
        if (!changed.empty()) work_through(changed);
        context_.writer.flush();
        listener_.progress(done_, total_);
        return std::move(summary_);
    }

private:
    /// False when the file has to be read. One that has not changed is counted as what it was: a file refused before
    /// is still refused, and still listed.
    bool settle_unchanged(const FoundFile& file) {
        const auto known = context_.writer.catalog().source(file.path.string());
        if (!known || known->size != file.size || known->mtime_ns != file.mtime_ns) return false;
        if (file.sidecar.empty() != known->sidecar_sha256.empty()) return false;
        if (!file.sidecar.empty() && sha256_file(file.sidecar) != known->sidecar_sha256) return false;
        ++done_;
        if (known->outcome == Outcome::refused) refuse({file.path, known->reason});
        else if (known->outcome == Outcome::no_text) summary_.without_text.push_back({file.path, known->reason});
        else ++summary_.unchanged;
        return true;
    }

    void work_through(const std::vector<FoundFile>& files) {
        BoundedQueue<Prepared> ready(context_.jobs * 2);
        std::atomic<std::size_t> next = 0;
        std::exception_ptr broken;
        std::mutex broken_mutex;
        std::vector<std::jthread> threads;
        std::atomic<std::size_t> running = context_.jobs;
        for (std::size_t i = 0; i < context_.jobs; ++i)
            threads.emplace_back([&] {
                try {
                    for (auto at = next++; at < files.size() && !context_.stop; at = next++)
                        if (!ready.push(prepare(files[at], context_))) break;
                } catch (...) {
                    const std::lock_guard lock(broken_mutex);
                    broken = std::current_exception();
                    next = files.size();
                }
                if (--running == 0) ready.close();
            });
        try {
            while (auto prepared = ready.pop())
                take(std::move(*prepared));
        } catch (...) {
            ready.close(); // lets the threads end before the queue goes
            throw;
        }
        threads.clear();
        if (broken) std::rethrow_exception(broken);
        summary_.stopped = context_.stop;
    }

    void take(Prepared prepared) {
        listener_.progress(++done_, total_);
        const auto& file = prepared.file;
        Source source{file.path.string(),      file.size, file.mtime_ns,    prepared.sha256,
                      prepared.sidecar_sha256, "",        Outcome::indexed, prepared.refusal};
        std::optional<NewVersion> version;
        if (prepared.refusal.empty()) version = make_version(prepared, source);
        if (!source.reason.empty() && source.outcome != Outcome::no_text) {
            source.outcome = Outcome::refused;
            refuse({file.path, source.reason});
        } else if (source.outcome == Outcome::no_text) {
            summary_.without_text.push_back({file.path, source.reason});
        } else {
            ++summary_.indexed;
        }
        summary_.bytes += file.size;
        context_.writer.put(std::move(version), std::move(source));
    }

    /// Nothing, and the reason in `source`, when the id belongs to another file.
    std::optional<NewVersion> make_version(Prepared& prepared, Source& source) {
        auto& extraction = prepared.extraction;
        NewVersion version;
        version.document.metadata =
            merge_record(prepared.sidecar, extraction,
                         {prepared.file.path.filename().string(), prepared.sha256}, context_.vocabularies);
        auto& id = version.document.metadata.id;
        const bool id_given = prepared.sidecar && !prepared.sidecar->id.empty();
        if (!id_given) id = known_id(prepared).value_or(id);
        if (const auto other = owner_of(id, prepared); !other.empty()) {
            source.reason = "its id '" + id + "' belongs to " + other + "; give one of them another <id>";
            return std::nullopt;
        }
        if (id_given) forget_earlier_id(prepared, id);
        ids_.try_emplace(id, TakenId{prepared.file.path, prepared.sha256});
        id_of_content_.try_emplace(prepared.sha256, id);
        version.document.pages = std::move(extraction.pages);
        version.document.headings = std::move(extraction.headings);
        context_.tagger.tag(version.document);
        version.report = report_of(extraction);
        version.report.words = count_words(version.document.pages);
        version.sha256 = sha256(prepared.sha256 + prepared.sidecar_sha256);
        version.object = prepared.sha256;
        version.file_name = prepared.file.path.filename().string();
        source.document_id = id;
        if (extraction.status == Extraction::Status::no_text) {
            source.outcome = Outcome::no_text;
            source.reason = extraction.reason;
        }
        return version;
    }

    /// The id this file had before, or that its content has at another place: a moved file and a second copy
    /// keep it.
    std::optional<std::string> known_id(const Prepared& prepared) {
        auto& catalog = context_.writer.catalog();
        const auto path = prepared.file.path.string();
        if (const auto known = catalog.source(path); known && !known->document_id.empty())
            return known->document_id;
        if (const auto twin = id_of_content_.find(prepared.sha256); twin != id_of_content_.end())
            return twin->second;
        for (const auto& other : catalog.paths_with(prepared.sha256)) {
            const auto known = catalog.source(other);
            if (!known || known->document_id.empty()) continue;
            if (!std::filesystem::exists(other)) catalog.remove_source(other);
            return known->document_id;
        }
        return std::nullopt;
    }

    /// Another file that has this id for other content, or "".
    std::string owner_of(const std::string& id, const Prepared& prepared) {
        const auto path = prepared.file.path.string();
        if (const auto taken = ids_.find(id); taken != ids_.end())
            return taken->second.sha256 == prepared.sha256 ? "" : taken->second.path.string();
        const auto known = context_.writer.catalog().find(id);
        if (!known || known->object == prepared.sha256) return "";
        const auto before = context_.writer.catalog().source(path);
        if (before && before->document_id == id) return "";
        return known->file_name.empty() ? "a ready record" : "'" + known->file_name + "', indexed before";
    }

    /// A sidecar that came or changed may give the file another id: the old document would stay behind.
    void forget_earlier_id(const Prepared& prepared, const std::string& id) {
        const auto known = context_.writer.catalog().source(prepared.file.path.string());
        if (known && !known->document_id.empty() && known->document_id != id)
            context_.writer.remove(known->document_id);
    }

    void refuse(SkippedFile file) {
        listener_.refused(file);
        summary_.refused.push_back(std::move(file));
    }

    const RunContext& context_;
    const RunListener& listener_;
    RunSummary summary_;
    struct TakenId {
        std::filesystem::path path;
        std::string sha256;
    };
    // This run's own, since the catalog sees a batch only when it is committed.
    std::map<std::string, TakenId> ids_;
    std::map<std::string, std::string> id_of_content_;
    std::int64_t done_ = 0, total_ = 0;
};

} // namespace

RunSummary run_files(const RunContext& context, const std::vector<std::filesystem::path>& paths,
                     const RunListener& listener) {
    return FileRun(context, listener).run(paths);
}

} // namespace samling
