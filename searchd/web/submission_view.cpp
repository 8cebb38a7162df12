#include "searchd/web/submission_view.h"

#include <algorithm>

#include "corpus/utc_time.h"
#include "schema/format_names.h"
#include "searchd/web/api.h"
#include "searchd/web/document_view.h"
#include "searchd/web/reading_view.h"

namespace samling {
namespace {

std::string_view about(SubmissionState state) { return kSubmissionStates[static_cast<std::size_t>(state)].about; }

/// As the page of a document would have it.
StoredVersion as_version(const Submission& submission) {
    StoredVersion version;
    version.metadata = submission.proposed;
    version.report = submission.report;
    version.object = submission.object;
    version.file_name = submission.file_name;
    version.page_count = submission.page_count;
    return version;
}

bool has_pages(SubmissionState state) {
    using enum SubmissionState;
    return state == read || state == submitted || state == returned || state == accepted;
}

ViewList page_links(const Submission& submission) {
    ViewList pages;
    for (int number = 1; has_pages(submission.state) && number <= submission.page_count; ++number) {
        View row;
        row["number"] = std::to_string(number);
        row["url"] = "/submissions/" + std::to_string(submission.key) + "/pages/" + std::to_string(number);
        pages.push_back(row);
    }
    return pages;
}

} // namespace

std::string submission_title(const Submission& submission) {
    return submission.proposed.title.empty() ? submission.file_name : submission.proposed.title;
}

View submission_row(const Submission& submission, const std::string& address, const Vocabularies& vocabularies) {
    View row;
    row["url"] = address + "/" + std::to_string(submission.key);
    row["title"] = submission_title(submission);
    row["file_name"] = submission.file_name;
    row["coalition"] = vocabularies.of(TagField::coalition).label(submission.coalition, "en");
    row["state"] = std::string(submission_state_name(submission.state));
    row["about"] = std::string(about(submission.state));
    row["changed"] = utc_text(submission.changed);
    return row;
}

void fill_submission(View& view, const Submission& submission, const Vocabularies& vocabularies) {
    using enum SubmissionState;
    const auto version = as_version(submission);
    view["key"] = std::to_string(submission.key);
    view["revision"] = std::to_string(submission.revision);
    view["heading"] = submission_title(submission);
    view["file_name"] = submission.file_name;
    view["kind"] = format_name(submission.report.media_type);
    view["kilobytes"] = std::to_string((submission.bytes + 1023) / 1024);
    view["coalition"] = vocabularies.of(TagField::coalition).label(submission.coalition, "en");
    view["state"] = std::string(submission_state_name(submission.state));
    view["about"] = std::string(about(submission.state));
    if (!submission.reason.empty()) view["why"] = submission.reason;
    for (const auto& row : kSubmissionStates) view["is_" + std::string(row.name)] = flag(row.state == submission.state);
    view["has_reading"] = flag(!submission.report.extractor.empty() || submission.page_count > 0);
    view["reading"] = View(reading_rows(version));
    ViewList notices;
    for (const auto& note : submission.report.notes) notices.push_back(note);
    view["notices"] = View(notices);
    const auto pages = page_links(submission);
    view["has_pages"] = flag(!pages.empty());
    view["page_links"] = View(pages);
    view["original"] = "/submissions/" + std::to_string(submission.key) + "/original";
    if (submission.state == published) view["document_url"] = document_url(submission.document);
}

void fill_notes(View& view, const std::vector<SubmissionNote>& notes) {
    ViewList rows;
    for (const auto& note : notes) {
        View row;
        row["at"] = utc_text(note.at);
        row["who"] = note.who;
        row["state"] = std::string(submission_state_name(note.state));
        if (!note.text.empty()) row["text"] = note.text;
        rows.push_back(row);
    }
    view["notes"] = View(rows);
}

ViewList state_choices(std::span<const SubmissionState> states, const std::string& chosen) {
    ViewList list;
    for (const auto state : states) {
        View row;
        row["value"] = std::string(submission_state_name(state));
        row["label"] = std::string(about(state));
        row["chosen"] = flag(submission_state_name(state) == chosen);
        list.push_back(row);
    }
    return list;
}

void refresh_soon(Response& response) { response.headers.emplace_back("Refresh", "3"); }

} // namespace samling
