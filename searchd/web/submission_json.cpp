#include "searchd/web/submission_json.h"

#include <algorithm>

#include "corpus/utc_time.h"
#include "searchd/web/api.h"
#include "searchd/web/document_view.h"
#include "searchd/web/reading_view.h"

namespace samling {
namespace {

constexpr std::array<std::string_view, 4> kSingleFields = {"date", "visibility", "embargo", "version_of"};
constexpr std::array<std::pair<Lookalike::Kind, std::string_view>, 3> kKinds = {
    {{Lookalike::Kind::same_file, "same-file"}, {Lookalike::Kind::near_text, "near-text"}, {Lookalike::Kind::same_title, "same-title"}}};

bool is_single(const std::string& name) {
    return std::find(kSingleFields.begin(), kSingleFields.end(), name) != kSingleFields.end() ||
           std::any_of(kProposalTexts.begin(), kProposalTexts.end(), [&](const auto& text) { return text.name == name; });
}

/// The fields that json_fields reads.
void write_fields(JsonWriter& json, const Submission& submission) {
    json.begin_object();
    for (const auto& [name, values] : fields_of(submission)) {
        json.key(name);
        if (is_single(name)) {
            json.value(joined(values, "\n"));
            continue;
        }
        json.begin_array();
        for (const auto& value : values) json.value(value);
        json.end_array();
    }
    json.end_object();
}

void write_tags(JsonWriter& json, const Metadata& record) {
    json.begin_array();
    for (const auto& [field, name] : kTagFields)
        for (const auto& tag : record.of(field)) {
            json.begin_object().member("field", name).member("code", tag.code).member("origin", origin_name(tag.origin)).member("score", tag.score);
            json.key("evidence").begin_array();
            for (const auto& evidence : tag.evidence)
                json.begin_object().member("page", evidence.page).member("quote", evidence.quote).member("rule", evidence.rule).end_object();
            json.end_array().end_object();
        }
    json.end_array();
}

/// The members of write_submission_row.
void write_state(JsonWriter& json, const Submission& submission) {
    const auto& state = kSubmissionStates[static_cast<std::size_t>(submission.state)];
    const bool published = submission.state == SubmissionState::published;
    json.member("key", submission.key).member("state", state.name).member("about", state.about).member("reason", submission.reason);
    json.member("revision", submission.revision).member("coalition", submission.coalition).member("title", submission.proposed.title);
    json.member("fileName", submission.file_name).member("bytes", submission.bytes).member("sha256", submission.object);
    json.member("created", utc_text(submission.created)).member("changed", utc_text(submission.changed));
    json.key("document");
    if (published) json.value(submission.document);
    else json.null();
    json.key("documentUrl");
    if (published) json.value(document_url(submission.document));
    else json.null();
}

} // namespace

void write_submission_row(JsonWriter& json, const Submission& submission) {
    json.begin_object();
    write_state(json, submission);
    json.end_object();
}

std::string submission_json(const SubmissionParts& parts) {
    const auto& submission = parts.submission;
    auto as_read = submission;
    as_read.proposed = submission.read;
    as_read.document.clear();
    JsonWriter json;
    json.begin_object();
    write_state(json, submission);
    StoredVersion version;
    version.report = submission.report;
    version.page_count = submission.page_count;
    json.key("reading");
    write_reading(json, version);
    json.key("read");
    write_fields(json, as_read);
    json.key("readTags");
    write_tags(json, submission.read);
    json.key("proposal");
    write_fields(json, submission);
    json.key("proposedTags");
    write_tags(json, submission.proposed);
    json.key("lookalikes").begin_array();
    for (const auto& [lookalike, title, versions] : parts.lookalikes) {
        json.begin_object().member("document", lookalike.document).member("title", title).member("versions", versions).key("kind");
        for (const auto& [kind, name] : kKinds)
            if (kind == lookalike.kind) json.value(name);
        json.member("similarity", lookalike.similarity).end_object();
    }
    json.end_array().key("notes").begin_array();
    for (const auto& note : parts.notes)
        json.begin_object().member("at", utc_text(note.at)).member("who", note.who).member("state", submission_state_name(note.state)).member("text", note.text).end_object();
    json.end_array().end_object();
    return json.take() + "\n";
}

Response mistaken_proposal(const Mistakes& mistakes, const std::string& target) {
    constexpr int kUnprocessable = 422;
    std::string all;
    for (const auto& [field, sentence] : mistakes) all += (all.empty() ? "" : "; ") + (field.empty() ? "" : field + ": ") + sentence;
    JsonWriter json;
    json.begin_object().member("type", "about:blank#mistakes").member("title", "Something in this has to be put right; nothing was done.");
    json.member("status", kUnprocessable).member("detail", all).member("instance", target).key("errors").begin_array();
    for (const auto& [field, sentence] : mistakes) json.begin_object().member("field", field).member("detail", sentence).end_object();
    json.end_array().end_object();
    Response response;
    response.status = kUnprocessable;
    response.content_type = "application/problem+json; charset=utf-8";
    response.body = json.take() + "\n";
    return response;
}

} // namespace samling
