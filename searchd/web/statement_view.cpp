#include "searchd/web/statement_view.h"

#include <algorithm>

#include "searchd/web/api.h"
#include "searchd/web/document_view.h"

namespace samling {
namespace {

constexpr std::size_t kShown = 10, kListed = 100;

/// Who will: as the sentence names it, or whose document says "we".
std::string actor_of(const FoundStatement& found) {
    if (!found.statement.actor.empty()) return found.statement.actor;
    for (const auto* agents : {&found.record.organisations, &found.record.creators})
        if (!agents->empty()) return agents->front().name;
    return "";
}

/// Types of actor: as the sentence says, or, of a "we", as its document is tagged. Whom a sentence names is not who wrote
/// the document.
std::vector<std::string> actor_types(const FoundStatement& found) {
    auto codes = found.statement.actors;
    if (codes.empty() && found.statement.actor.empty())
        for (const auto& tag : found.record.of(TagField::actor)) codes.push_back(tag.code);
    return codes;
}

std::string page_address(const FoundStatement& found) {
    return document_url(found.record.id) + "/pages/" + std::to_string(found.statement.page);
}

std::string state_of(const FoundStatement& found) {
    if (!found.decision) return "candidate, found by a rule";
    return std::string(verdict_name(found.decision->verdict)) + " by " + found.decision->by + ", " + found.decision->at.substr(0, 10);
}

} // namespace

void add_statement_views(View& view, const std::vector<const FoundStatement*>& statements, const Vocabularies& vocabularies) {
    ViewList list;
    for (std::size_t i = 0; i < std::min(kShown, statements.size()); ++i) {
        const auto& found = *statements[i];
        std::vector<std::string> types;
        for (const auto& code : actor_types(found)) types.push_back(vocabularies.of(TagField::actor).label(code, "en"));
        const auto who = actor_of(found);
        View row;
        row["quote"] = found.statement.quote;
        row["actor"] = (who.empty() ? std::string("“we”") : who) + (types.empty() ? "" : " (" + joined(types, ", ") + ")");
        if (!found.statement.until.empty()) row["until"] = found.statement.until;
        if (const auto date = format_date(found.record.date); !date.empty()) row["date"] = date;
        const auto& languages = found.record.of(TagField::language);
        if (languages.size() == 1) row["language"] = languages.front().code;
        row["title"] = found.record.title;
        row["page"] = std::to_string(found.statement.page);
        row["url"] = page_address(found);
        row["state"] = state_of(found);
        list.push_back(row);
    }
    view["has_statements"] = flag(!list.empty());
    view["statements"] = View(list);
    view["statements_about"] = count_of(static_cast<std::int64_t>(statements.size()), "sentence", "sentences") + " by which someone says to do something" +
                               (statements.size() > kShown ? ", the first " + std::to_string(kShown) + " of them:" : ":");
}

void write_statements(JsonWriter& json, const std::vector<const FoundStatement*>& statements, const Vocabularies& vocabularies) {
    json.member("statementsTotal", static_cast<std::int64_t>(statements.size())).key("statements").begin_array();
    for (std::size_t i = 0; i < std::min(kListed, statements.size()); ++i) {
        const auto& found = *statements[i];
        json.begin_object().member("key", found.statement.key).member("document", found.record.id).member("title", found.record.title);
        json.member("quote", found.statement.quote).member("page", found.statement.page).member("offset", static_cast<std::int64_t>(found.statement.offset));
        json.member("url", page_address(found)).member("actor", actor_of(found)).member("date", format_date(found.record.date));
        json.member("until", found.statement.until).member("rule", found.statement.rule);
        json.key("actorTypes").begin_array();
        for (const auto& code : actor_types(found))
            json.begin_object().member("value", code).member("label", vocabularies.of(TagField::actor).label(code, "en")).end_object();
        json.end_array().member("state", found.decision ? verdict_name(found.decision->verdict) : "candidate");
        if (found.decision) json.member("by", found.decision->by).member("at", found.decision->at).member("note", found.decision->note);
        json.end_object();
    }
    json.end_array();
}

} // namespace samling
