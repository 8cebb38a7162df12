#include "searchd/web/related_view.h"

#include <algorithm>
#include <array>

#include "schema/json_writer.h"
#include "searchd/net/http.h"
#include "searchd/web/api.h"
#include "searchd/web/document_view.h"
#include "searchd/web/facet_views.h"

namespace samling {
namespace {

/// Why a document is named, as a reader meets it.
struct Reason {
    std::string_view kind; ///< Of the API: "cites", "cited", "subject", "terms"; never renamed.
    std::string words;
    const Citation* citation = nullptr;
    std::string address; ///< Of the page of the citation.
};

std::string named_by(CitableName::Kind kind) {
    constexpr std::array<std::string_view, 4> kWords = {"by its title", "by its DOI", "by its symbol", "by its address"};
    return std::string(kWords[static_cast<std::size_t>(kind)]);
}

/// Labels of codes, as they stand in a sentence, without those that a narrower one of them says already.
std::string labels(const std::vector<std::string>& codes, TagField field, const Vocabularies& vocabularies) {
    const auto& vocabulary = vocabularies.of(field);
    std::vector<std::string> implied, shown;
    for (const auto& code : codes)
        for (auto& broader : vocabulary.ancestors(code)) implied.push_back(std::move(broader));
    for (const auto& code : codes)
        if (std::find(implied.begin(), implied.end(), code) == implied.end()) shown.push_back(label_in_sentence(field, vocabulary.label(code, "en")));
    return joined(shown, ", ");
}

std::string page_address(const std::string& id, int page) {
    return document_url(id) + "/pages/" + std::to_string(page);
}

std::vector<Reason> reasons_of(const std::string& id, const RelatedDocument& related, const Vocabularies& vocabularies) {
    std::vector<Reason> reasons;
    if (const auto& place = related.cites)
        reasons.push_back({"cites", "It names this document " + named_by(place->kind), &*place, page_address(related.id, place->page)});
    if (const auto& place = related.cited)
        reasons.push_back({"cited", "This document names it " + named_by(place->kind), &*place, page_address(id, place->page)});
    if (!related.themes.empty())
        reasons.push_back({"subject", "Both are on " + labels(related.themes, TagField::theme, vocabularies) + " in " +
                                          labels(related.regions, TagField::region, vocabularies), nullptr, ""});
    if (!related.terms.empty()) reasons.push_back({"terms", "Both have the telling words " + joined(related.terms, ", "), nullptr, ""});
    return reasons;
}

std::string coalition_labels(const RelatedDocument& related, const Vocabularies& vocabularies) {
    return labels(related.coalitions, TagField::coalition, vocabularies);
}

View link_to(const std::string& id, const std::string& title, const std::string& language) {
    View row;
    row["url"] = document_url(id);
    row["title"] = title;
    if (!language.empty()) row["language"] = language;
    return row;
}

ViewList reason_views(const std::vector<Reason>& reasons) {
    ViewList list;
    for (const auto& reason : reasons) {
        View row;
        row["words"] = reason.words;
        row["cited"] = flag(reason.citation != nullptr);
        if (reason.citation) {
            row["page"] = std::to_string(reason.citation->page);
            row["page_url"] = reason.address;
            row["quote"] = reason.citation->quote;
        }
        list.push_back(row);
    }
    return list;
}

void write_codes(JsonWriter& json, const char* name, const std::vector<std::string>& codes, const Vocabulary& vocabulary) {
    json.key(name).begin_array();
    for (const auto& code : codes) json.begin_object().member("value", code).member("label", vocabulary.label(code, "en")).end_object();
    json.end_array();
}

void write_reason(JsonWriter& json, const Reason& reason, const RelatedDocument& related, const Vocabularies& vocabularies) {
    json.begin_object().member("kind", reason.kind).member("words", reason.words);
    if (const auto* place = reason.citation) {
        json.member("by", citation_name(place->kind)).member("page", place->page).member("offset", static_cast<std::int64_t>(place->offset));
        json.member("quote", place->quote).member("url", reason.address);
    } else if (reason.kind == "subject") {
        write_codes(json, "themes", related.themes, vocabularies.of(TagField::theme));
        write_codes(json, "regions", related.regions, vocabularies.of(TagField::region));
    } else {
        json.key("terms").begin_array();
        for (const auto& term : related.terms) json.value(term);
        json.end_array();
    }
    json.end_object();
}

} // namespace

void add_related(View& view, const std::string& id, const RelatedDocuments& related, const Vocabularies& vocabularies) {
    ViewList of_others, similar, others;
    for (const auto& document : related.of_others) {
        auto row = link_to(document.id, document.title, document.language);
        row["meta"] = joined({coalition_labels(document, vocabularies), document.date}, ", ");
        row["reasons"] = View(reason_views(reasons_of(id, document, vocabularies)));
        of_others.push_back(row);
    }
    for (const auto& document : related.similar) {
        auto row = link_to(document.id, document.title, document.language);
        row["shared"] = joined(document.shared, ", ");
        similar.push_back(row);
    }
    for (const auto& hit : related.of_coalition) others.push_back(link_to(hit.id, hit.title, hit.language));
    view["has_of_others"] = flag(!of_others.empty());
    view["of_others"] = View(of_others);
    view["has_similar"] = flag(!similar.empty());
    view["similar"] = View(similar);
    view["has_of_coalition"] = flag(!others.empty());
    view["of_coalition"] = View(others);
    view["coalition_label"] = related.coalition_label;
    view["coalition_url"] = "/search?coalition=" + percent_encode(related.coalition);
}

std::string related_json(const std::string& id, const std::vector<RelatedDocument>& related, const Vocabularies& vocabularies) {
    JsonWriter json;
    json.begin_object().member("id", id).key("related").begin_array();
    for (const auto& document : related) {
        json.begin_object().member("id", document.id).member("title", document.title).member("date", document.date);
        json.member("language", document.language).member("url", document_url(document.id)).member("score", document.score);
        write_codes(json, "coalitions", document.coalitions, vocabularies.of(TagField::coalition));
        json.key("reasons").begin_array();
        for (const auto& reason : reasons_of(id, document, vocabularies)) write_reason(json, reason, document, vocabularies);
        json.end_array().end_object();
    }
    return json.end_array().end_object().take() + "\n";
}

} // namespace samling
