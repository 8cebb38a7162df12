#include "indexer/submission_publisher.h"

#include <algorithm>

#include "corpus/audit_log.h"
#include "corpus/submissions.h"
#include "schema/failure.h"
#include "schema/metadata_codec.h"

namespace samling {
namespace {

using Verdict = TagDecision::Verdict;

const Tag* find_tag(const std::vector<Tag>& tags, const std::string& code) {
    const auto found = std::find_if(tags.begin(), tags.end(), [&](const Tag& tag) { return tag.code == code; });
    return found == tags.end() ? nullptr : &*found;
}

/// Where what is proposed differs from what was read: a person's word on each tag.
std::vector<TagDecision> decisions_between(const Metadata& read, const Metadata& proposed, const Vocabularies& vocabularies) {
    std::vector<TagDecision> decisions;
    const auto decide = [&](TagField field, const std::string& code, Verdict verdict) {
        decisions.push_back({field, code, verdict, vocabularies.of(field).label(code, "en"), "", "", ""});
    };
    for (const auto& [field, name] : kTagFields) {
        for (const auto& tag : read.of(field))
            if (!find_tag(proposed.of(field), tag.code)) decide(field, tag.code, Verdict::rejected);
        for (const auto& tag : proposed.of(field))
            if (const auto* was = find_tag(read.of(field), tag.code); !was || (tag.origin == Origin::person && was->origin != Origin::person))
                decide(field, tag.code, Verdict::accepted);
    }
    return decisions;
}

class Publication {
public:
    Publication(const Submission& submission, CollectionWriter& writer, const SubmissionTools& tools)
        : submission_(submission), writer_(writer), tools_(tools) {}

    void run() {
        if (const auto mistake = mistake_of(); !mistake.empty()) return hand_back(mistake);
        const auto id = chosen_id();
        decide(id);
        auto version = version_of(id);
        writer_.put(std::move(version), std::nullopt);
        writer_.flush();
        tools_.transactions.write([&](SqliteDatabase& database) {
            Submissions(database).publish(submission_.key, id);
            AuditLog(database).append({0, "indexer", "indexer follow", "document.publish", "document " + id, "",
                                       "submission " + std::to_string(submission_.key) + " by account " + std::to_string(submission_.account)});
        });
    }

private:
    std::string mistake_of() const {
        const auto& document = submission_.document;
        if (!document.empty() && writer_.catalog().withdrawal(document))
            return "the document " + document + " is withdrawn; restore it, or publish this as a document of its own";
        if (!document.empty() && !is_valid_id(document)) return "'" + document + "' is no id of a document";
        if (!tools_.objects.contains(submission_.object)) return "its file is not there any more; hand it in again";
        return visibility_mistake(submission_.proposed);
    }

    void hand_back(const std::string& why) {
        tools_.transactions.write([&](SqliteDatabase& database) {
            Submissions(database).move(submission_.key, 0, {SubmissionState::submitted, SubmissionActor::program, "indexer", why});
        });
    }

    /// Kept before anything is done with it, so that whoever goes on after a kill takes the same.
    std::string chosen_id() {
        if (!submission_.document.empty()) return submission_.document;
        const auto& wanted = submission_.proposed.id;
        std::string id = wanted;
        for (int number = 2; writer_.catalog().find(id); ++number) id = wanted + "-" + std::to_string(number);
        tools_.transactions.write([&](SqliteDatabase& database) { Submissions(database).reserve(submission_.key, id); });
        return id;
    }

    std::string who_accepted() const {
        return tools_.transactions.read([&](SqliteDatabase& database) {
            std::string who;
            for (const auto& note : Submissions(database).notes(submission_.key))
                if (note.state == SubmissionState::accepted) who = note.who;
            return who;
        });
    }

    /// Before the version, so that it is indexed once, as it is to be.
    void decide(const std::string& id) {
        auto& catalog = writer_.catalog();
        const auto in_force = decisions_in_force(catalog.decisions(id));
        const auto who = who_accepted();
        catalog.transaction([&] {
            for (auto decision : decisions_between(submission_.read, submission_.proposed, tools_.vocabularies)) {
                const auto is_known = std::any_of(in_force.begin(), in_force.end(), [&](const TagDecision& other) {
                    return other.field == decision.field && other.code == decision.code && other.verdict == decision.verdict;
                });
                if (is_known) continue;
                decision.by = who;
                decision.note = "submission " + std::to_string(submission_.key);
                catalog.put_decision(id, decision);
            }
        });
    }

    NewVersion version_of(const std::string& id) const {
        NewVersion version;
        auto& document = version.document;
        document.metadata = submission_.proposed;
        document.metadata.id = id;
        document.metadata.tags = submission_.read.tags; // what people want of them is said by their decisions
        document.pages = tools_.transactions.read([&](SqliteDatabase& database) { return Submissions(database).pages(submission_.key); });
        document.headings = submission_.headings;
        tools_.tagger.tag(document); // another title may say other things
        version.report = submission_.report;
        version.statements = tools_.intents.find(document);
        version.sha256 = sha256(submission_.object + encode_metadata(submission_.proposed));
        version.object = submission_.object;
        version.file_name = submission_.file_name;
        return version;
    }

    const Submission& submission_;
    CollectionWriter& writer_;
    const SubmissionTools& tools_;
};

} // namespace

void publish_submission(std::int64_t key, CollectionWriter& writer, const SubmissionTools& tools) {
    const auto submission = tools.transactions.read([&](SqliteDatabase& database) { return Submissions(database).find(key); });
    if (submission && submission->state == SubmissionState::accepted) Publication(*submission, writer, tools).run();
}

} // namespace samling
