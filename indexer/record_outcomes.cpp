#include "indexer/record_outcomes.h"

#include "indexer/reading_report.h"

namespace samling {

FileReport RecordOutcomes::of(const ReadyRecord& record) {
    FileReport report;
    const auto& metadata = record.document.metadata;
    report.path = record.where;
    report.document_id = metadata.id;
    report.sha256 = record.sha256;
    report.reading = report_of(record.document);
    report.pages = static_cast<int>(record.document.pages.size());
    for (const auto& tag : metadata.of(TagField::language))
        report.language += (report.language.empty() ? "" : " ") + tag.code;
    const auto met = digests_.find(metadata.id);
    std::optional<std::string> before;
    if (met != digests_.end())
        before = met->second;
    else if (const auto known = catalog_ ? catalog_->find(metadata.id) : std::nullopt)
        before = known->sha256;
    if (before == record.sha256)
        report.outcome = FileOutcome::unchanged;
    else
        report.reason = before ? "a new version" : "a new document";
    digests_.insert_or_assign(metadata.id, record.sha256);
    return report;
}

FileReport report_of(const RejectedRecord& record) {
    FileReport report;
    report.path = record.where;
    report.outcome = FileOutcome::refused;
    report.reason = record.reason;
    return report;
}

} // namespace samling
