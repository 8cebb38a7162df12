#include "indexer/extract/embedded.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "indexer/extract/input.h"
#include "schema/text.h"
#include "schema/text_case.h"

namespace samling {
namespace {

/// Clean, on one line, blanks single.
std::string tidy(std::string_view value) {
    std::string result;
    for (const char c : clean_utf8(value.substr(0, Limits::kMetadataBytes))) {
        const bool blank = c == ' ' || c == '\n' || c == '\t';
        if (!blank)
            result += c;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    while (!result.empty() && result.back() == ' ')
        result.pop_back();
    return result;
}

constexpr std::array<std::string_view, 14> kJunkTitles = {
    "untitled",      "document", "document1",         "powerpoint presentation",
    "presentation",  "title",    "slide 1",           "null",
    "none",          "no title", "untitled document", "microsoft word",
    "word document", "pdf"};
constexpr std::array<std::string_view, 12> kFileEndings = {".doc", ".docx", ".pdf", ".indd", ".ppt", ".pptx",
                                                           ".odt", ".rtf",  ".xls", ".xlsx", ".qxd", ".tex"};
constexpr std::array<std::string_view, 16> kJunkNames = {
    "admin",        "administrator", "user",       "unknown", "microsoft office user",
    "windows user", "author",        "owner",      "root",    "pc",
    "hp",           "dell",          "python-docx", "default", "default user",
    "guest"};

template <typename Table>
bool among(const Table& table, std::string_view value) {
    return std::find(table.begin(), table.end(), value) != table.end();
}

/// Of the footnote that a title carries on the page.
std::string without_marks(std::string title) {
    for (bool more = true; more;) {
        more = false;
        for (const std::string_view mark : {"*", "†", "‡", " "})
            if (title.size() > mark.size() && title.ends_with(mark)) title.resize(title.size() - mark.size()), more = true;
    }
    return title;
}

std::string credible_title(std::string title) {
    for (const std::string_view prefix : {"Microsoft Word - ", "Microsoft PowerPoint - ", "Layout 1"})
        if (title.starts_with(prefix)) title.erase(0, prefix.size());
    const std::string compared = lower_ascii(title);
    const bool file_name = std::any_of(kFileEndings.begin(), kFileEndings.end(),
                                       [&](std::string_view ending) { return compared.ends_with(ending); });
    const bool has_letters = std::any_of(compared.begin(), compared.end(),
                                         [](unsigned char c) { return std::isalpha(c) || c >= 0x80; });
    if (file_name || !has_letters || among(kJunkTitles, compared)) return {};
    return without_marks(std::move(title));
}

template <typename Visit>
void each_part(std::string_view value, std::string_view separators, const Visit& visit) {
    while (!value.empty()) {
        const std::size_t end = std::min(value.find_first_of(separators), value.size());
        const std::string part = tidy(value.substr(0, end));
        if (!part.empty()) visit(part);
        value.remove_prefix(std::min(end + 1, value.size()));
    }
}

void add_agents(std::vector<Agent>& agents, std::string_view value) {
    each_part(value, ";", [&](const std::string& name) {
        if (name.size() < 2 || name.size() > 300 || among(kJunkNames, lower_ascii(name))) return;
        const auto same = [&](const Agent& agent) { return agent.name == name; };
        if (agents.size() < Limits::kListItems && std::none_of(agents.begin(), agents.end(), same))
            agents.push_back({name, {}, {}});
    });
}

void add_tags(std::vector<Tag>& tags, std::string_view value, std::string_view separators) {
    each_part(value, separators, [&](const std::string& word) {
        const auto same = [&](const Tag& tag) { return tag.code == word; };
        if (word.size() <= 200 && tags.size() < Limits::kListItems &&
            std::none_of(tags.begin(), tags.end(), same))
            tags.push_back({word, Origin::embedded, 0, {}});
    });
}

void add_identifier(Metadata& metadata, std::string_view raw) {
    std::string value = tidy(raw);
    if (value.empty() || value.size() > 500 || metadata.identifiers.size() >= Limits::kListItems) return;
    const std::string compared = lower_ascii(value);
    std::string scheme = "other";
    for (const std::string_view prefix : {"https://doi.org/", "http://dx.doi.org/", "doi:", "urn:doi:"})
        if (compared.starts_with(prefix)) scheme = "doi", value.erase(0, prefix.size());
    if (compared.starts_with("10.") && value.find('/') != std::string::npos) scheme = "doi";
    if (scheme == "other" && (compared.starts_with("http://") || compared.starts_with("https://")))
        scheme = "url";
    for (const std::string_view prefix : {"urn:isbn:", "isbn:", "isbn "})
        if (compared.starts_with(prefix)) scheme = "isbn", value.erase(0, prefix.size());
    const Identifier identifier{scheme, value};
    auto& all = metadata.identifiers;
    if (!value.empty() && std::find(all.begin(), all.end(), identifier) == all.end())
        all.push_back(identifier);
}

struct FieldName {
    std::string_view name;
    EmbeddedField field;
};
using enum EmbeddedField;
constexpr std::array kFieldNames = {FieldName{"title", title},
                                    FieldName{"subtitle", subtitle},
                                    FieldName{"alternative", subtitle},
                                    FieldName{"description", abstract},
                                    FieldName{"abstract", abstract},
                                    FieldName{"summary", abstract},
                                    FieldName{"excerpt", abstract},
                                    FieldName{"author", creator},
                                    FieldName{"authors", creator},
                                    FieldName{"creator", creator},
                                    FieldName{"initial-creator", creator},
                                    FieldName{"publisher", organisation},
                                    FieldName{"site_name", organisation},
                                    FieldName{"organisation", organisation},
                                    FieldName{"organization", organisation},
                                    FieldName{"company", organisation},
                                    FieldName{"keywords", keywords},
                                    FieldName{"keyword", keywords},
                                    FieldName{"subject", keywords},
                                    FieldName{"tags", keywords},
                                    FieldName{"tag", keywords},
                                    FieldName{"categories", keywords},
                                    FieldName{"category", keywords},
                                    FieldName{"date", date},
                                    FieldName{"published", date},
                                    FieldName{"publication_date", date},
                                    FieldName{"published_time", date},
                                    FieldName{"issued", date},
                                    FieldName{"created", date},
                                    FieldName{"creation-date", date},
                                    FieldName{"year", date},
                                    FieldName{"language", language},
                                    FieldName{"lang", language},
                                    FieldName{"locale", language},
                                    FieldName{"licence", licence},
                                    FieldName{"license", licence},
                                    FieldName{"rights", rights},
                                    FieldName{"copyright", rights},
                                    FieldName{"identifier", identifier},
                                    FieldName{"doi", identifier},
                                    FieldName{"isbn", identifier},
                                    FieldName{"source", source},
                                    FieldName{"url", source},
                                    FieldName{"canonical", source}};

int digits(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (i >= text.size() || !std::isdigit(static_cast<unsigned char>(text[i]))) return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

} // namespace

bool embedded_field(std::string_view name, EmbeddedField& field) {
    std::string key = lower_ascii(name.substr(0, 60));
    for (const std::string_view prefix :
         {"dcterms.", "dcterms:", "dc.", "dc:", "og:", "article:", "citation_", "book:", "meta:"})
        if (key.starts_with(prefix)) key.erase(0, prefix.size());
    for (const auto& row : kFieldNames)
        if (row.name == key) return field = row.field, true;
    return false;
}

Date loose_date(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    if (text.starts_with("D:")) text.remove_prefix(2);
    const int year = digits(text, 0, 4);
    if (year < 1000 || year > 2200) return {};
    const std::size_t dash = text.size() > 4 && (text[4] == '-' || text[4] == '/') ? 1 : 0;
    const int month = digits(text, 4 + dash, 2);
    const int day = digits(text, 6 + 2 * dash, 2);
    const auto written = [](Date date) { return parse_date(format_date(date)); };
    if (month >= 1 && day >= 1)
        if (const auto whole = written({year, month, day})) return *whole;
    if (month >= 1)
        if (const auto part = written({year, month, 0})) return *part;
    return {year, 0, 0};
}

void embed(Metadata& metadata, EmbeddedField field, std::string_view value) {
    const auto keep_first = [](std::string& into, std::string text) {
        if (into.empty()) into = std::move(text);
    };
    switch (field) {
    case EmbeddedField::title:
        return keep_first(metadata.title, credible_title(tidy(value)));
    case EmbeddedField::subtitle:
        return keep_first(metadata.subtitle, tidy(value));
    case EmbeddedField::abstract:
        return keep_first(metadata.abstract, tidy(value));
    case EmbeddedField::licence:
        return keep_first(metadata.licence, tidy(value));
    case EmbeddedField::rights:
        return keep_first(metadata.rights, tidy(value));
    case EmbeddedField::creator:
        return add_agents(metadata.creators, value);
    case EmbeddedField::organisation:
        return add_agents(metadata.organisations, value);
    case EmbeddedField::keywords:
        return add_tags(metadata.of(TagField::theme), value, ";,\n");
    case EmbeddedField::identifier:
        return add_identifier(metadata, value);
    case EmbeddedField::language:
        if (metadata.of(TagField::language).empty()) add_tags(metadata.of(TagField::language), value, ";,");
        return;
    case EmbeddedField::date:
        if (metadata.date.year == 0) metadata.date = loose_date(value);
        return;
    case EmbeddedField::source:
        if (value.starts_with("http://") || value.starts_with("https://"))
            keep_first(metadata.source_url, tidy(value));
        return;
    }
}

} // namespace samling
