#include "searchd/web/commitments.h"

#include <algorithm>

#include "schema/json_writer.h"
#include "searchd/net/http.h"
#include "searchd/web/api.h"
#include "searchd/web/document_view.h"
#include "searchd/web/reader_note.h"
#include "searchd/web/statement_view.h"
#include "searchd/web/value_views.h"

namespace samling {
namespace {

constexpr std::size_t kRegions = 6;
constexpr std::size_t kFewCommitments = 2; ///< A document of more says nothing of which one a sentence is about.

/// The largest regions below the world among the documents.
std::vector<FacetValue> regions(const SearchPage& page) {
    std::vector<FacetValue> result;
    if (const auto* facet = facet_of(page, "region"))
        for (const auto& value : facet->values)
            if (value.value != "001" && value.count > 0 && result.size() < kRegions) result.push_back(value);
    return result;
}

std::string note_of(const Concept& commitment) {
    const auto note = commitment.notes.find("en");
    return note == commitment.notes.end() ? "" : note->second;
}

ViewList actor_views(const CommitmentReport& report, const CommitmentEvidence& evidence) {
    ViewList list;
    for (std::size_t i = 0; i < report.actors.size(); ++i) {
        const auto& cell = evidence.by_actor[i];
        View view;
        view["label"] = report.actors[i].label;
        view["count"] = std::to_string(cell.count);
        view["hole"] = std::string(hole_name(cell.hole));
        view["newest"] = cell.newest == 0 ? std::string("–") : std::to_string(cell.newest);
        view["href"] = "/search?commitment=" + percent_encode(evidence.commitment->code) + "&actor=" + percent_encode(report.actors[i].code);
        list.push_back(view);
    }
    return list;
}

} // namespace

void add_statements(CommitmentReport& report, std::vector<FoundStatement> statements) {
    std::erase_if(statements, [](const FoundStatement& one) {
        return one.decision && one.decision->verdict == StatementDecision::Verdict::rejected;
    });
    std::stable_partition(statements.begin(), statements.end(), [](const FoundStatement& one) { return one.decision.has_value(); });
    report.statements = std::move(statements);
    for (const auto& one : report.statements) {
        auto codes = one.statement.commitments;
        if (codes.empty() && one.record.of(TagField::commitment).size() <= kFewCommitments)
            for (const auto& tag : one.record.of(TagField::commitment)) codes.push_back(tag.code);
        bool is_placed = false;
        for (auto& evidence : report.commitments)
            if (std::find(codes.begin(), codes.end(), evidence.commitment->code) != codes.end()) {
                evidence.statements.push_back(&one);
                is_placed = true;
            }
        if (!is_placed) report.other_statements.push_back(&one);
    }
}

std::string commitments_json(const CommitmentReport& report, const Vocabularies& vocabularies) {
    JsonWriter json;
    json.begin_object().key("commitments").begin_array();
    for (const auto& evidence : report.commitments) {
        const auto& meant = *evidence.commitment;
        json.begin_object().member("value", meant.code).member("notation", meant.notation).member("label", meant.labels.at("en"));
        json.member("note", note_of(meant)).member("documents", evidence.documents.total).key("newest");
        if (evidence.newest == 0) json.null();
        else json.value(evidence.newest);
        json.key("regions").begin_array();
        for (const auto& region : regions(evidence.documents))
            json.begin_object().member("value", region.value).member("label", region.label).member("count", region.count).end_object();
        json.end_array().key("actors").begin_array();
        for (std::size_t i = 0; i < report.actors.size(); ++i) {
            const auto& cell = evidence.by_actor[i];
            json.begin_object().member("value", report.actors[i].code).member("label", report.actors[i].label).member("count", cell.count).key("newest");
            if (cell.newest == 0) json.null();
            else json.value(cell.newest);
            json.member("coalitions", cell.coalitions).end_object();
        }
        json.end_array().key("documentsNewest").begin_array();
        for (const auto& hit : evidence.documents.hits)
            json.begin_object().member("id", hit.id).member("title", hit.title).member("date", hit.date).member("url", document_url(hit.id)).end_object();
        json.end_array();
        write_statements(json, evidence.statements, vocabularies);
        json.end_object();
    }
    json.end_array();
    write_statements(json, report.other_statements, vocabularies);
    return json.end_object().take() + "\n";
}

View commitments_view(const CommitmentReport& report, const Vocabularies& vocabularies) {
    View view;
    ViewList list;
    for (const auto& evidence : report.commitments) {
        const auto& meant = *evidence.commitment;
        View one;
        one["code"] = meant.code;
        one["number"] = meant.notation;
        one["label"] = meant.labels.at("en");
        add_note(one, meant.notes, report.accepted);
        one["total_text"] = count_of(evidence.documents.total, "document", "documents");
        one["search"] = "/search?commitment=" + percent_encode(meant.code);
        one["none"] = flag(evidence.documents.total == 0);
        one["newest"] = evidence.newest == 0 ? std::string("no date is known") : "the newest of " + std::to_string(evidence.newest);
        one["actors"] = View(actor_views(report, evidence));
        ViewList places, documents;
        for (const auto& region : regions(evidence.documents)) {
            View place;
            place["label"] = std::string(region.label);
            place["count"] = std::to_string(region.count);
            place["href"] = "/search?commitment=" + percent_encode(meant.code) + "&region=" + percent_encode(region.value);
            places.push_back(place);
        }
        for (const auto& hit : evidence.documents.hits) {
            View document;
            document["title"] = hit.title;
            document["url"] = document_url(hit.id);
            document["meta"] = hit.date;
            documents.push_back(document);
        }
        one["has_regions"] = flag(!places.empty());
        one["regions"] = View(places);
        one["documents"] = View(documents);
        add_statement_views(one, evidence.statements, vocabularies);
        list.push_back(one);
    }
    view["commitments"] = View(list);
    View others;
    add_statement_views(others, report.other_statements, vocabularies);
    view["others"] = View(ViewList{others});
    return view;
}

} // namespace samling
