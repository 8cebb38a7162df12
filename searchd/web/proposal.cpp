#include "searchd/web/proposal.h"

#include <algorithm>

#include "corpus/utc_time.h"
#include "schema/check.h"
#include "schema/record_text.h"
#include "schema/text.h"
#include "searchd/web/facet_views.h"

namespace samling {
namespace {

constexpr std::size_t kMostAgents = 200, kMostTags = 100, kLongestAgent = 500, kLongestIdentifier = 500;
constexpr std::string_view kDoiPrefixes[] = {"https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:", "DOI:"};

struct OtherField {
    std::string_view name, label;
};
/// Beside kProposalTexts and kTagFields.
constexpr std::array<OtherField, 10> kOtherFields = {{{"creator", "Creators"},
                                                     {"organisation", "Organisations"},
                                                     {"date", "Date"},
                                                     {"doi", "DOI"},
                                                     {"url", "Addresses"},
                                                     {"symbol", "Document symbol"},
                                                     {"isbn", "ISBN"},
                                                     {"visibility", "Seen by"},
                                                     {"embargo", "Open to all from"},
                                                     {"version_of", "New version of"}}};

std::vector<std::string> parted(const std::string& text, std::string_view separators) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const auto end = std::min(text.find_first_of(separators, from), text.size());
        if (auto part = squeezed(text.substr(from, end - from)); !part.empty()) parts.push_back(std::move(part));
        from = end + 1;
    }
    return parts;
}

bool is_web_address(const std::string& text) {
    return (text.starts_with("https://") || text.starts_with("http://")) && text.find_first_of(" \t\n\"<>") == std::string::npos && text.size() > 10;
}

bool is_doi(const std::string& text) { return text.starts_with("10.") && text.find('/') != std::string::npos; }

bool is_isbn(const std::string& text) {
    const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == 'X' || c == 'x'; });
    return (digits == 10 || digits == 13) && text.find_first_not_of("0123456789Xx- ") == std::string::npos;
}

/// Identifiers that have a field; others stay as they were read.
struct IdentifierField {
    std::string_view scheme, separators;
    bool (*is_good)(const std::string& text);
    std::string_view form; ///< What is said of one that is not.
};
constexpr std::array<IdentifierField, 4> kIdentifierFields = {
    {{"doi", " \t\n", is_doi, "a DOI has the form 10.1000/182"},
     {"url", " \t\n", is_web_address, "write the whole address, with https:// before it"},
     {"symbol", ";\n", [](const std::string&) { return true; }, "a symbol, like A/HRC/44/24, is at most 500 bytes long"},
     {"isbn", ";\n", is_isbn, "an ISBN has 10 or 13 digits"}}};

/// "Ada (DK, academia)": what stands in the last brackets counts where all of it is a country or a type of actor.
Agent agent_in(const std::string& line, const Vocabularies& vocabularies) {
    const Agent plain{line, "", ""};
    const auto open = line.rfind(" (");
    if (open == std::string::npos || open == 0 || line.back() != ')') return plain;
    Agent agent{line.substr(0, open), "", ""};
    for (const auto& part : parted(line.substr(open + 2, line.size() - open - 3), ",")) {
        const auto* country = part.size() == 2 ? vocabularies.of(TagField::region).find(part) : nullptr;
        if (country != nullptr && !country->notation.empty()) agent.country = part;
        else if (vocabularies.of(TagField::actor).find(part) != nullptr) agent.actor = part;
        else return plain;
    }
    return agent;
}

std::string agent_line(const Agent& agent) {
    std::string in_brackets = agent.country;
    if (!agent.actor.empty()) in_brackets += (in_brackets.empty() ? "" : ", ") + agent.actor;
    return agent.name + (in_brackets.empty() ? "" : " (" + in_brackets + ")");
}

const Tag* tag_of(const Metadata& record, TagField field, const std::string& code) {
    for (const auto& tag : record.of(field))
        if (tag.code == code) return &tag;
    return nullptr;
}

class ProposalReader {
public:
    ProposalReader(const ProposalFields& fields, const Submission& submission, const ProposalScope& scope)
        : fields_(fields), submission_(submission), scope_(scope) {
        proposal_.record = submission.proposed;
        proposal_.document = submission.document;
    }

    Proposal read() {
        for (const auto& text : kProposalTexts) read_text(text);
        if (proposal_.record.title.empty()) mistake("title", "a title is needed");
        if (!proposal_.record.source_url.empty() && !is_web_address(proposal_.record.source_url))
            mistake("source", "write the whole address, with https:// before it");
        read_agents("creator", proposal_.record.creators);
        read_agents("organisation", proposal_.record.organisations);
        read_date();
        read_identifiers();
        read_visibility();
        for (const auto& [field, name] : kTagFields) read_tags(field, std::string(name));
        read_version_of();
        return std::move(proposal_);
    }

private:
    void mistake(const std::string& field, const std::string& sentence) { proposal_.mistakes.emplace(field, sentence); }

    /// Whether `name` is to be read at all.
    bool is_given(std::string_view name) const { return scope_.absent == ProposalScope::Absent::cleared || fields_.contains(name); }

    std::string all_of(std::string_view name) const {
        std::string text;
        if (const auto found = fields_.find(name); found != fields_.end())
            for (const auto& value : found->second) text += (text.empty() ? "" : "\n") + clean_utf8(value);
        return text;
    }

    void read_text(const ProposalText& text) {
        if (!is_given(text.name)) return;
        auto& value = proposal_.record.*text.member;
        value = normalized(text.name, all_of(text.name));
        if (value.size() > text.longest) mistake(std::string(text.name), "at most " + std::to_string(text.longest) + " bytes; this has " + std::to_string(value.size()));
    }

    void read_agents(const std::string& name, std::vector<Agent>& agents) {
        if (!is_given(name)) return;
        agents.clear();
        for (const auto& line : parted(all_of(name), "\n")) agents.push_back(agent_in(line, scope_.vocabularies));
        if (agents.size() > kMostAgents) mistake(name, "at most " + std::to_string(kMostAgents) + " names");
        for (const auto& agent : agents)
            if (agent.name.size() > kLongestAgent) mistake(name, "a name is at most " + std::to_string(kLongestAgent) + " bytes long; one a line");
    }

    void read_date() {
        if (!is_given("date")) return;
        const auto text = squeezed(all_of("date"));
        const auto date = parse_date(text);
        if (!text.empty() && !date) mistake("date", "this is no date; write YYYY, YYYY-MM or YYYY-MM-DD");
        proposal_.record.date = date.value_or(Date{});
    }

    void read_identifiers() {
        for (const auto& row : kIdentifierFields) {
            const std::string scheme(row.scheme);
            if (!is_given(scheme)) continue;
            std::vector<Identifier> given;
            for (auto value : parted(all_of(scheme), row.separators)) {
                for (const auto prefix : kDoiPrefixes)
                    if (scheme == "doi" && value.starts_with(prefix)) value.erase(0, prefix.size());
                if (!row.is_good(value) || value.size() > kLongestIdentifier) mistake(scheme, std::string(row.form));
                given.push_back({scheme, value});
            }
            replace_identifiers(scheme, given);
        }
    }

    /// What is as it was keeps its place among the others.
    void replace_identifiers(const std::string& scheme, const std::vector<Identifier>& given) {
        auto& all = proposal_.record.identifiers;
        const auto is_of_scheme = [&](const Identifier& one) { return one.scheme == scheme; };
        std::vector<Identifier> before;
        std::copy_if(all.begin(), all.end(), std::back_inserter(before), is_of_scheme);
        if (before == given) return;
        std::erase_if(all, is_of_scheme);
        all.insert(all.end(), given.begin(), given.end());
    }

    void read_visibility() {
        auto& record = proposal_.record;
        const auto embargo_text = squeezed(all_of("embargo"));
        auto chosen = all_of("visibility");
        if (is_given("embargo")) {
            const auto day = parse_date(embargo_text);
            const bool whole = day && day->day != 0;
            if (!embargo_text.empty() && !whole) mistake("embargo", "this is no whole date; write YYYY-MM-DD, the day on which everybody may see it");
            else if (whole && *day <= utc_today() && *day != submission_.proposed.embargo) mistake("embargo", "this day has come already; choose a later one, or public");
            record.embargo = whole ? *day : Date{};
        }
        if (!is_given("visibility")) return;
        if (chosen == "embargo") {
            chosen = "public";
            if (embargo_text.empty()) mistake("embargo", "say from which day on everybody may see it: YYYY-MM-DD");
        }
        if (const auto known = visibility(chosen)) record.visibility = *known;
        else mistake("visibility", "choose who may see it: public, coalition, or public with an embargo");
        if (chosen == "coalition" && !embargo_text.empty()) mistake("embargo", "what is for the coalition only opens on no day; choose the embargo, or empty the day");
    }

    /// The code that `text` means in `field`, or "" with a mistake. What has it already may keep a code that no vocabulary has.
    std::string code_in(TagField field, const std::string& name, const std::string& text) {
        if (tag_of(submission_.proposed, field, text) != nullptr || tag_of(submission_.read, field, text) != nullptr) return text;
        if (const auto* found = scope_.vocabularies.of(field).resolve(text)) return found->code;
        Metadata unknown;
        unknown.of(field).push_back({text, Origin::person, 0, {}});
        const auto messages = check_codes(unknown, scope_.vocabularies);
        mistake(name, messages.empty() ? "'" + text + "' is not in the vocabulary" : messages.front().substr(name.size() + 2));
        return "";
    }

    /// Names may hold commas ("Bolivia, Plurinational State of"), and people part names by them.
    std::vector<std::string> codes_in(TagField field, const std::string& name) {
        std::vector<std::string> codes;
        const auto add = [&](const std::string& text) {
            if (const auto code = code_in(field, name, text); !code.empty() && std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
        };
        for (const auto& part : parted(all_of(name), ";\n"))
            if (part.find(',') != std::string::npos && scope_.vocabularies.of(field).resolve(part) == nullptr)
                for (const auto& piece : parted(part, ",")) add(piece);
            else add(part);
        if (codes.size() > kMostTags) mistake(name, "at most " + std::to_string(kMostTags));
        return codes;
    }

    void read_tags(TagField field, const std::string& name) {
        auto& tags = proposal_.record.of(field);
        if (is_given(name)) {
            tags.clear();
            for (const auto& code : codes_in(field, name)) {
                const auto* known = tag_of(submission_.proposed, field, code);
                if (known == nullptr) known = tag_of(submission_.read, field, code);
                if (known == nullptr && field == TagField::coalition && !scope_.viewer.is_member_of(code))
                    mistake(name, "you are no member of '" + code + "'");
                tags.push_back(known != nullptr ? *known : Tag{code, Origin::person, 0, {}});
            }
        }
        if (field != TagField::coalition) return;
        std::erase_if(tags, [&](const Tag& tag) { return tag.code == submission_.coalition; });
        tags.insert(tags.begin(), {submission_.coalition, Origin::person, 0, {}});
    }

    void read_version_of() {
        if (!is_given("version_of")) return;
        auto id = squeezed(all_of("version_of"));
        if (const auto at = id.find("/documents/"); at != std::string::npos) {
            id.erase(0, at + 11);
            id.erase(std::min(id.find_first_of("/?#"), id.size()));
        }
        if (!id.empty() && id != submission_.document && !(is_valid_id(id) && scope_.knows && scope_.knows(id)))
            mistake("version_of", "there is no such document; give its address, or leave this empty");
        proposal_.document = id;
    }

    const ProposalFields& fields_;
    const Submission& submission_;
    const ProposalScope& scope_;
    Proposal proposal_;
};

} // namespace

std::string proposal_label(std::string_view field) {
    for (const auto& text : kProposalTexts)
        if (text.name == field) return std::string(text.label);
    for (const auto& [name, label] : kOtherFields)
        if (name == field) return std::string(label);
    return tag_field(field) ? facet_label(field) : std::string(field);
}

bool is_proposal_field(std::string_view name) {
    const auto is_named = [&](const auto& row) { return row.name == name; };
    return tag_field(name) || std::any_of(kProposalTexts.begin(), kProposalTexts.end(), is_named) ||
           std::any_of(kOtherFields.begin(), kOtherFields.end(), is_named);
}

Proposal read_proposal(const ProposalFields& fields, const Submission& submission, const ProposalScope& scope) {
    return ProposalReader(fields, submission, scope).read();
}

ProposalFields form_fields(const Form& form) {
    ProposalFields fields;
    const auto take = [&](std::string_view name, const std::string& part) {
        for (auto& value : form.values(part)) fields[std::string(name)].push_back(std::move(value));
    };
    for (const auto& text : kProposalTexts) take(text.name, std::string(text.name));
    for (const auto& [name, label] : kOtherFields) take(name, std::string(name));
    for (const auto& [field, name] : kTagFields) {
        take(name, std::string(name));
        take(name, std::string(name) + "_more");
    }
    if (form.value("licence") == "other") fields["licence"] = form.values("licence_words");
    if (form.value("version_of") == "other") fields["version_of"] = form.values("version_of_other");
    return fields;
}

ProposalFields fields_of(const Submission& submission) {
    const auto& record = submission.proposed;
    ProposalFields fields;
    for (const auto& text : kProposalTexts) fields[std::string(text.name)] = {record.*text.member};
    for (const auto& agent : record.creators) fields["creator"].push_back(agent_line(agent));
    for (const auto& agent : record.organisations) fields["organisation"].push_back(agent_line(agent));
    fields["date"] = {format_date(record.date)};
    for (const auto& one : record.identifiers)
        if (std::any_of(kIdentifierFields.begin(), kIdentifierFields.end(), [&](const auto& row) { return row.scheme == one.scheme; }))
            fields[one.scheme].push_back(one.value);
    fields["embargo"] = {format_date(record.embargo)};
    const bool embargoed = record.visibility == Visibility::open && record.embargo != Date{};
    fields["visibility"] = {embargoed ? "embargo" : std::string(visibility_name(record.visibility))};
    for (const auto& [field, name] : kTagFields)
        for (const auto& tag : record.of(field)) fields[std::string(name)].push_back(tag.code);
    fields["version_of"] = {submission.document};
    return fields;
}

} // namespace samling
