#include "searchd/web/tag_views.h"

#include <array>

#include "searchd/net/http.h"
#include "searchd/web/api.h"
#include "searchd/web/facet_views.h"

namespace samling {
namespace {

using List = ViewList;

constexpr std::array<std::pair<Origin, const char*>, 3> kOrigins = {{
    {Origin::person, "by a person"},
    {Origin::embedded, "from the file"},
    {Origin::rule, "by rule"},
}};

constexpr std::array<std::pair<TagDecision::Verdict, const char*>, 3> kVerdicts = {{
    {TagDecision::Verdict::accepted, "Given"},
    {TagDecision::Verdict::rejected, "Rejected"},
    {TagDecision::Verdict::withdrawn, "Left to the rules"},
}};

std::string search_address(std::string_view field, const std::string& code) {
    return "/search?" + std::string(field) + "=" + percent_encode(code);
}

const TagDecision* decision_on(const StoredVersion& version, TagField field, const std::string& code) {
    for (const auto& one : version.decisions)
        if (one.field == field && one.code == code) return &one;
    return nullptr;
}

/// In English; of a code that has left the vocabulary the one it had when a person decided on it.
std::string label_of(const std::string& code, const Vocabulary& vocabulary, const TagDecision* decision) {
    return decision && vocabulary.find(code) == nullptr ? decision->label : vocabulary.label(code, "en");
}

View tag_view(std::string_view field, const Tag& tag, const std::string& label) {
    View view;
    view["label"] = label;
    view["href"] = search_address(field, tag.code);
    for (const auto& [origin, words] : kOrigins)
        if (origin == tag.origin) view["origin"] = words;
    return view;
}

List quote_views(const std::string& id, const Tag& tag) {
    List quotes;
    for (const auto& evidence : tag.evidence) {
        View quote;
        quote["page"] = std::to_string(evidence.page);
        quote["url"] = page_url(id, evidence.page) + "?q=" + percent_encode("\"" + evidence.quote + "\"");
        quote["quote"] = evidence.quote;
        quotes.push_back(quote);
    }
    return quotes;
}

void add_decision(View& view, const TagDecision& decision) {
    View decided;
    for (const auto& [verdict, words] : kVerdicts)
        if (verdict == decision.verdict) decided["verdict"] = words;
    decided["by"] = decision.by;
    decided["at"] = decision.at;
    decided["has_note"] = flag(!decision.note.empty());
    decided["note"] = decision.note;
    view["decided"] = View(List{decided});
}

/// What every reason begins with.
View reason(TagField field, const std::string& code, const Vocabulary& vocabulary, const TagDecision* decision) {
    View view;
    view["field"] = facet_label(tag_field_name(field));
    view["label"] = label_of(code, vocabulary, decision);
    view["href"] = search_address(tag_field_name(field), code);
    view["retired"] = flag(vocabulary.find(code) == nullptr);
    if (decision) add_decision(view, *decision);
    return view;
}

View tag_reason(const StoredVersion& version, TagField field, const Tag& tag, const Vocabulary& vocabulary) {
    auto view = reason(field, tag.code, vocabulary, decision_on(version, field, tag.code));
    view["has_quotes"] = flag(!tag.evidence.empty());
    view["quotes"] = View(quote_views(version.metadata.id, tag));
    view["scored"] = flag(tag.origin == Origin::rule);
    view["score"] = std::to_string(static_cast<int>(tag.score * 100 + 0.5));
    if (!tag.evidence.empty()) view["rule"] = tag.evidence.front().rule;
    return view;
}

bool needs_reason(const StoredVersion& version, TagField field, const Tag& tag, const Vocabulary& vocabulary) {
    return !tag.evidence.empty() || vocabulary.find(tag.code) == nullptr || decision_on(version, field, tag.code) != nullptr;
}

} // namespace

void add_tag_views(View& view, const StoredVersion& version, const Vocabularies& vocabularies) {
    List rows, reasons;
    for (const auto& [field, name] : kTagFields) {
        const auto& tags = version.metadata.of(field);
        const auto& vocabulary = vocabularies.of(field);
        List values;
        for (const auto& tag : tags) {
            values.push_back(tag_view(name, tag, label_of(tag.code, vocabulary, decision_on(version, field, tag.code))));
            if (needs_reason(version, field, tag, vocabulary)) reasons.push_back(tag_reason(version, field, tag, vocabulary));
        }
        if (tags.empty()) continue;
        View row;
        row["name"] = facet_label(name);
        row["values"] = View(values);
        rows.push_back(row);
    }
    for (const auto& decision : version.decisions)
        if (decision.verdict == TagDecision::Verdict::rejected)
            reasons.push_back(reason(decision.field, decision.code, vocabularies.of(decision.field), &decision));
    view["tags"] = View(rows);
    view["has_reasons"] = flag(!reasons.empty());
    view["reasons"] = View(reasons);
}

} // namespace samling
