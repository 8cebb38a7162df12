#include "indexer/submission_reader.h"

#include <algorithm>

#include "corpus/submissions.h"
#include "indexer/prepare_file.h"
#include "indexer/reading_report.h"
#include "indexer/record_merge.h"
#include "indexer/same_title.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr auto kArchive = "it is an archive; hand its files in one by one";

Extraction extract(const Submission& submission, const SubmissionTools& tools) {
    try {
        return extract_object({submission.object, submission.file_name}, tools.objects, tools.workers);
    } catch (const Failure& failure) {
        if (failure.code() != ErrorCode::unreadable_file) throw;
        throw Failure(ErrorCode::storage_failed, "submission " + std::to_string(submission.key) + ": its original cannot be read: " + failure.what());
    }
}

/// The same file first, then texts that are nearly the same, then what is called the same.
std::vector<Lookalike> lookalikes(const Submission& submission, const Document& document, const SubmissionTools& tools) {
    std::vector<Lookalike> found;
    const auto add = [&](const Lookalike& one) {
        if (std::none_of(found.begin(), found.end(), [&](const Lookalike& other) { return other.document == one.document; })) found.push_back(one);
    };
    Catalog catalog(tools.directory.catalog(), Catalog::Mode::read);
    catalog.transaction([&] {
        for (const auto& id : catalog.documents_with(submission.object)) add({id, 1, Lookalike::Kind::same_file});
        for (const auto& like : catalog.alike(document.pages)) add({like.id, like.similarity, Lookalike::Kind::near_text});
    });
    for (const auto& id : documents_titled(tools.directory.current_index(), document.metadata.title)) add({id, 0, Lookalike::Kind::same_title});
    return found;
}

SubmissionReading reading_of(const Submission& submission, Extraction extraction, const SubmissionTools& tools) {
    SubmissionReading reading;
    auto& document = reading.document;
    Metadata given; // whose it is was said, and is not to be guessed from the text
    given.of(TagField::coalition) = {{submission.coalition, Origin::person, 0, {}}};
    document.metadata = merge_record(given, extraction, {submission.file_name, submission.object}, tools.vocabularies);
    reading.report = report_of(extraction);
    document.pages = std::move(extraction.pages);
    document.headings = std::move(extraction.headings);
    tools.tagger.tag(document);
    reading.lookalikes = lookalikes(submission, document, tools);
    return reading;
}

} // namespace

void read_submission(std::int64_t key, const SubmissionTools& tools) {
    const auto submission = tools.transactions.read([&](SqliteDatabase& database) { return Submissions(database).find(key); });
    if (!submission || submission->state != SubmissionState::received) return;
    auto extraction = extract(*submission, tools);
    std::string refusal;
    if (extraction.status == Extraction::Status::refused) refusal = extraction.reason;
    if (extraction.status == Extraction::Status::archive) refusal = kArchive;
    std::optional<SubmissionReading> reading;
    if (refusal.empty()) reading = reading_of(*submission, std::move(extraction), tools);
    try {
        tools.transactions.write([&](SqliteDatabase& database) {
            Submissions submissions(database);
            if (reading) submissions.put_reading(key, *reading);
            else submissions.move(key, 0, {SubmissionState::unreadable, SubmissionActor::program, "indexer", refusal});
        });
    } catch (const Failure& failure) {
        if (failure.code() != ErrorCode::conflict) throw; // taken back meanwhile
    }
}

} // namespace samling
