#include "searchd/web/proposal_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "searchd/web/api.h"
#include "searchd/web/document_view.h"

namespace samling {
namespace {

/// What most people give; anything else is words.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kLicences = {{{"", "not known"},
                                                                                    {"CC-BY-4.0", "Creative Commons Attribution 4.0"},
                                                                                    {"CC-BY-SA-4.0", "Creative Commons Attribution-ShareAlike 4.0"},
                                                                                    {"CC-BY-NC-4.0", "Creative Commons Attribution-NonCommercial 4.0"},
                                                                                    {"CC-BY-NC-SA-4.0", "Creative Commons Attribution-NonCommercial-ShareAlike 4.0"},
                                                                                    {"CC-BY-NC-ND-4.0", "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0"},
                                                                                    {"CC-BY-ND-4.0", "Creative Commons Attribution-NoDerivatives 4.0"},
                                                                                    {"CC0-1.0", "Creative Commons Zero: no rights reserved"},
                                                                                    {"CC-BY-3.0-IGO", "Creative Commons Attribution 3.0 for intergovernmental organisations"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kVisibilityChoices = {
    {{"public", "everybody, as soon as it is published"}, {"coalition", "people of its coalitions only"}, {"embargo", "people of its coalitions, and everybody from a day on"}}};

constexpr std::array<std::pair<Origin, std::string_view>, 3> kOrigins = {
    {{Origin::person, "by a person"}, {Origin::embedded, "the file says so"}, {Origin::rule, "found in the text"}}};

/// Of vocabularies beyond this nobody ticks a box; names are typed.
constexpr std::size_t kMostBoxes = 150;

std::string lines_of(const ProposalFields& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : joined(found->second, "\n");
}

ViewList choices(const auto& table, const std::string& chosen) {
    ViewList list;
    for (const auto& [value, label] : table) {
        View row;
        row["value"] = std::string(value);
        row["label"] = std::string(label);
        row["chosen"] = flag(value == chosen);
        list.push_back(row);
    }
    return list;
}

void fill_licence(View& view, const std::string& licence) {
    auto list = choices(kLicences, licence);
    const bool usual = std::any_of(kLicences.begin(), kLicences.end(), [&](const auto& row) { return row.first == licence; });
    View other;
    other["value"] = "other";
    other["label"] = "another, in words";
    other["chosen"] = flag(!usual);
    list.push_back(other);
    view["licences"] = View(list);
    view["licence_words"] = usual ? std::string() : licence;
}

ViewList quotes_of(const Submission& submission, const Tag& tag) {
    const auto pages = "/submissions/" + std::to_string(submission.key) + "/pages";
    ViewList quotes;
    for (const auto& evidence : tag.evidence) {
        View quote;
        quote["page"] = std::to_string(evidence.page);
        quote["page_url"] = pages + "/" + std::to_string(evidence.page) + "?q=" + percent_encode("\"" + evidence.quote + "\"");
        quote["quote"] = evidence.quote;
        quotes.push_back(quote);
    }
    return quotes;
}

/// The boxes of one tag field: first what was found or given, with why, then what else there is.
class TagChoices {
public:
    explicit TagChoices(const ProposalForm& form)
        : submission_(form.submission), fields_(form.fields), vocabularies_(form.vocabularies), viewer_(form.viewer) {}

    View of(TagField field, std::string_view name) {
        ViewList found, others;
        std::vector<std::string> shown;
        auto typed = values(name);
        const auto take = [&](const std::string& code) {
            shown.push_back(code);
            return std::erase(typed, code) > 0;
        };
        for (const auto* record : {&submission_.proposed, &submission_.read})
            for (const auto& tag : record->of(field))
                if (std::find(shown.begin(), shown.end(), tag.code) == shown.end()) found.push_back(found_row(field, name, tag, take(tag.code)));
        const auto& vocabulary = vocabularies_.of(field);
        if (vocabulary.concepts().size() <= kMostBoxes)
            for (const auto& item : vocabulary.concepts())
                if (std::find(shown.begin(), shown.end(), item.code) == shown.end() && (field != TagField::coalition || viewer_.is_member_of(item.code))) others.push_back(row(field, name, item.code, take(item.code)));
        View view;
        view["name"] = std::string(name);
        view["legend"] = proposal_label(name);
        view["has_found"] = flag(!found.empty());
        view["found"] = View(found);
        view["has_others"] = flag(!others.empty());
        view["others"] = View(others);
        view["typed"] = vocabulary.concepts().size() > kMostBoxes || !typed.empty() ? View(View::type::bool_true) : flag(false);
        view["more"] = joined(typed, "; ");
        return view;
    }

private:
    std::vector<std::string> values(std::string_view name) const {
        const auto found = fields_.find(name);
        return found == fields_.end() ? std::vector<std::string>() : found->second;
    }

    View row(TagField field, std::string_view name, const std::string& code, bool chosen) const {
        View view;
        view["field"] = std::string(name);
        view["code"] = code;
        view["label"] = vocabularies_.of(field).label(code, "en");
        view["chosen"] = flag(chosen);
        return view;
    }

    View found_row(TagField field, std::string_view name, const Tag& tag, bool chosen) const {
        auto view = row(field, name, tag.code, chosen);
        for (const auto& [origin, words] : kOrigins)
            if (origin == tag.origin) view["origin"] = std::string(words);
        view["quotes"] = View(quotes_of(submission_, tag));
        view["fixed"] = flag(field == TagField::coalition && tag.code == submission_.coalition);
        return view;
    }

    const Submission& submission_;
    const ProposalFields& fields_;
    const Vocabularies& vocabularies_;
    const Viewer& viewer_;
};

std::string tags_in_words(const Metadata& record, TagField field, const Vocabularies& vocabularies) {
    std::vector<std::string> labels;
    for (const auto& tag : record.of(field)) labels.push_back(vocabularies.of(field).label(tag.code, "en"));
    std::sort(labels.begin(), labels.end());
    return joined(labels, "; ");
}

} // namespace

void fill_proposal_form(View& view, const ProposalForm& form) {
    const auto& [submission, fields, mistakes, vocabularies, viewer] = form;
    for (const auto& text : kProposalTexts) view[std::string(text.name)] = lines_of(fields, text.name);
    for (const auto* name : {"creator", "organisation", "date", "embargo"}) view[name] = lines_of(fields, name);
    const auto in_one_line = [&, &fields = fields](const char* name, const char* separator) { view[name] = joined(fields.contains(name) ? fields.find(name)->second : std::vector<std::string>(), separator); };
    for (const auto* name : {"doi", "url"}) in_one_line(name, " ");
    for (const auto* name : {"symbol", "isbn"}) in_one_line(name, "; ");
    fill_licence(view, lines_of(fields, "licence"));
    view["visibilities"] = View(choices(kVisibilityChoices, lines_of(fields, "visibility")));
    TagChoices boxes(form);
    ViewList tags, summary;
    for (const auto& [field, name] : kTagFields) {
        auto one = boxes.of(field, name);
        if (const auto wrong = mistakes.find(std::string(name)); wrong != mistakes.end()) one["mistake"] = wrong->second;
        tags.push_back(one);
    }
    view["tag_fields"] = View(tags);
    for (const auto& [field, sentence] : mistakes) {
        if (field.empty()) continue;
        View row;
        row["field"] = field;
        row["label"] = proposal_label(field);
        row["sentence"] = sentence;
        summary.push_back(row);
    }
    view["has_mistakes"] = flag(!summary.empty());
    view["summary"] = View(summary);
}

void fill_version_choices(View& view, const std::vector<ShownLookalike>& lookalikes, const std::string& chosen) {
    ViewList list;
    bool listed = chosen.empty();
    for (const auto& [lookalike, title, versions] : lookalikes) {
        View row;
        row["document"] = lookalike.document;
        row["url"] = document_url(lookalike.document);
        row["title"] = title;
        row["next"] = std::to_string(versions + 1);
        row["same_file"] = flag(lookalike.kind == Lookalike::Kind::same_file);
        row["near"] = flag(lookalike.kind == Lookalike::Kind::near_text);
        row["same_title"] = flag(lookalike.kind == Lookalike::Kind::same_title);
        row["percent"] = std::to_string(std::lround(lookalike.similarity * 100));
        row["chosen"] = flag(lookalike.document == chosen);
        listed = listed || lookalike.document == chosen;
        list.push_back(row);
    }
    view["has_lookalikes"] = flag(!list.empty());
    view["lookalikes"] = View(list);
    view["version_of_new"] = flag(chosen.empty());
    view["version_of_is_other"] = flag(!listed);
    view["version_of_other"] = listed ? std::string() : chosen;
}

ViewList compared_rows(const Submission& submission, const Vocabularies& vocabularies) {
    ViewList rows;
    const auto add = [&](const std::string& name, const std::string& read, const std::string& proposed) {
        if (read.empty() && proposed.empty()) return;
        View row;
        row["name"] = name;
        row["read"] = read;
        row["proposed"] = proposed;
        row["differs"] = flag(read != proposed);
        rows.push_back(row);
    };
    auto as_read = submission;
    as_read.proposed = submission.read;
    const auto read = fields_of(as_read), proposed = fields_of(submission);
    for (const auto* name : {"title", "subtitle", "date", "creator", "organisation", "abstract", "doi", "url", "symbol", "isbn", "licence", "rights", "source", "visibility", "embargo"})
        add(proposal_label(name), lines_of(read, name), lines_of(proposed, name));
    for (const auto& [field, name] : kTagFields)
        add(proposal_label(name), tags_in_words(submission.read, field, vocabularies), tags_in_words(submission.proposed, field, vocabularies));
    return rows;
}

} // namespace samling
