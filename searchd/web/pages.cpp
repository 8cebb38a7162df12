#include "searchd/web/pages.h"

#include <algorithm>
#include <array>
#include <set>

#include "schema/index_layout.h"
#include "searchd/net/http.h"
#include "searchd/search/query.h"
#include "searchd/web/api.h"
#include "searchd/web/facet_views.h"
#include "searchd/web/html.h"
#include "searchd/web/search_parameters.h"
#include "searchd/web/template_store.h"

namespace samling {
namespace {

using List = kainjow::mustache::list;
namespace mustache = kainjow::mustache;

constexpr std::string_view kSite = "Samling";
constexpr std::size_t kHomeValues = 12;

std::string titled(const std::string& text) { return (text.empty() ? "Search" : text) + " – " + std::string(kSite); }

View flag(bool value) { return View(value ? mustache::data::type::bool_true : mustache::data::type::bool_false); }

template <typename Value, std::size_t size>
List choices(const std::array<std::tuple<const char*, const char*, Value>, size>& rows, Value chosen) {
    List list;
    for (const auto& [name, label, value] : rows) {
        View row;
        row["name"] = name;
        row["label"] = label;
        row["selected"] = flag(value == chosen);
        list.push_back(row);
    }
    return list;
}

constexpr std::array<std::tuple<const char*, const char*, Sort>, 4> kSorts = {{{"relevance", "Best first", Sort::relevance},
                                                                               {"newest", "Newest first", Sort::newest},
                                                                               {"oldest", "Oldest first", Sort::oldest},
                                                                               {"title", "By title", Sort::title}}};
constexpr std::array<std::tuple<const char*, const char*, Match>, 3> kMatches = {
    {{"best", "Any word, all first", Match::best}, {"all", "All words", Match::all}, {"any", "Any word", Match::any}}};

std::string joined(const std::vector<std::string>& parts, const std::string& separator) {
    std::string text;
    for (const auto& part : parts)
        if (!part.empty()) text += (text.empty() ? "" : separator) + part;
    return text;
}

std::string count_of(std::int64_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

View hit_view(const Hit& hit, const std::string& query) {
    View view;
    view["title"] = hit.title;
    view["url"] = document_url(hit.id);
    view["meta"] = joined({hit.date, hit.language, count_of(hit.page_count, "page", "pages")}, " · ");
    List pages;
    for (const auto& page : hit.pages) {
        View row;
        row["number"] = std::to_string(page.page);
        row["url"] = page_url(hit.id, page.page) + (query.empty() ? "" : "?q=" + percent_encode(query));
        row["snippet"] = snippet_html(page.snippet);
        pages.push_back(row);
    }
    view["pages"] = View(pages);
    return view;
}

std::string names(const std::vector<Agent>& agents) {
    std::vector<std::string> all;
    for (const auto& agent : agents) all.push_back(agent.name);
    return joined(all, "; ");
}

/// "Names (2022). Title. URL" – what a reader pastes.
std::string citation(const Metadata& record) {
    const auto who = record.creators.empty() ? names(record.organisations) : names(record.creators);
    const auto year = record.date.year == 0 ? std::string() : " (" + std::to_string(record.date.year) + ")";
    return (who.empty() ? record.title + year : who + year + ". " + record.title) + "." +
           (record.source_url.empty() ? "" : " " + record.source_url);
}

} // namespace

struct Pages::Internal {
    TemplateStore templates;
    std::shared_ptr<const Vocabularies> vocabularies;

    static void fill_form(View& view, const SearchRequest& request) {
        view["query"] = request.query;
        view["sorts"] = View(choices(kSorts, request.sort));
        view["matches"] = View(choices(kMatches, request.match));
        view["year_from"] = request.years && request.years->from ? std::to_string(request.years->from) : "";
        view["year_to"] = request.years && request.years->to ? std::to_string(request.years->to) : "";
    }

    static void fill_paging(View& view, const SearchRequest& request, const SearchPage& page) {
        const auto limit = std::max<std::size_t>(request.limit, 1);
        const auto number = request.offset / limit + 1;
        const auto last = (static_cast<std::size_t>(page.total) + limit - 1) / limit;
        const auto link = [&](std::size_t to) {
            auto address = query_string(request);
            return "/search?" + address + (address.empty() ? "" : "&") + "page=" + std::to_string(to);
        };
        view["paged"] = flag(last > 1);
        view["page"] = std::to_string(number);
        view["pages_total"] = std::to_string(last);
        if (number > 1) view["previous"] = link(std::min(number - 1, last));
        if (number < last) view["next"] = link(number + 1);
        view["first"] = std::to_string(request.offset + 1);
    }

    List record_rows(const StoredVersion& version) const {
        const auto& record = version.metadata;
        std::vector<std::string> identifiers;
        for (const auto& identifier : record.identifiers) identifiers.push_back(identifier.scheme + ": " + identifier.value);
        List rows;
        const std::pair<const char*, std::string> all[] = {
            {"Creators", names(record.creators)},  {"Organisations", names(record.organisations)},
            {"Date", format_date(record.date)},    {"Identifiers", joined(identifiers, ", ")},
            {"Licence", record.licence},           {"Rights", record.rights},
            {"Source", record.source_url},         {"File", version.file_name},
            {"Size", count_of(version.page_count, "page", "pages") + ", " + count_of(version.report.words, "word", "words")}};
        for (const auto& [name, value] : all) {
            if (value.empty()) continue;
            View row;
            row["name"] = name;
            row["value"] = value;
            rows.push_back(row);
        }
        return rows;
    }

    List tag_rows(const Metadata& record) const {
        List rows;
        for (const auto& [field, name] : kTagFields) {
            if (record.of(field).empty()) continue;
            View row;
            row["name"] = facet_label(name);
            List values;
            for (const auto& tag : record.of(field)) values.push_back(tag_view(record.id, name, tag, vocabularies->of(field)));
            row["values"] = View(values);
            rows.push_back(row);
        }
        return rows;
    }

    static View tag_view(const std::string& id, std::string_view field, const Tag& tag, const Vocabulary& vocabulary) {
        View view;
        view["label"] = vocabulary.label(tag.code, "en");
        view["href"] = "/search?" + std::string(field) + "=" + percent_encode(tag.code);
        view["why"] = flag(!tag.evidence.empty());
        List quotes;
        for (const auto& evidence : tag.evidence) {
            View quote;
            quote["page"] = std::to_string(evidence.page);
            quote["url"] = page_url(id, evidence.page) + "?q=" + percent_encode("\"" + evidence.quote + "\"");
            quote["quote"] = evidence.quote;
            quotes.push_back(quote);
        }
        view["quotes"] = View(quotes);
        return view;
    }
};

Pages::Pages(const std::filesystem::path& templates, std::shared_ptr<const Vocabularies> vocabularies)
    : internal_(new Internal{TemplateStore(templates), std::move(vocabularies)}) {}
Pages::~Pages() = default;

std::string Pages::home(const SearchPage& all) const {
    View view;
    view["total"] = std::to_string(all.total);
    List entries;
    for (const auto& facet : all.facets) {
        if (facet.values.empty() || (facet.name != "coalition" && facet.name != "theme" && facet.name != "region")) continue;
        View entry;
        entry["name"] = facet.name;
        entry["label"] = facet.label;
        entry["values"] = View(plain_values(facet, kHomeValues));
        entries.push_back(entry);
    }
    view["entries"] = View(entries);
    return internal_->templates.render("home", std::string(kSite), view);
}

std::string Pages::results(const SearchRequest& request, const SearchPage& page) const {
    View view;
    internal_->fill_form(view, request);
    internal_->fill_paging(view, request, page);
    view["has_mistakes"] = flag(false);
    view["total_text"] = count_of(page.total, "document", "documents") + (request.query.empty() ? "" : " for " + request.query);
    List notices, hits;
    for (const auto& notice : page.notices) notices.push_back(notice);
    for (const auto& hit : page.hits) hits.push_back(hit_view(hit, request.query));
    view["notices"] = View(notices);
    view["hits"] = View(hits);
    view["none"] = flag(page.total == 0);
    fill_facets(view, request, page.facets);
    return internal_->templates.render("results", titled(request.query), view);
}

std::string Pages::mistakes(const SearchRequest& request, const std::vector<std::string>& mistakes) const {
    View view;
    internal_->fill_form(view, request);
    view["has_mistakes"] = flag(true);
    List list;
    for (const auto& mistake : mistakes) list.push_back(mistake);
    view["mistakes"] = View(list);
    return internal_->templates.render("results", titled("Mistakes in the search"), view);
}

std::string Pages::document(const StoredVersion& version, const std::vector<VersionSummary>&) const {
    const auto& record = version.metadata;
    View view;
    view["title"] = record.title;
    if (!record.subtitle.empty()) view["subtitle"] = record.subtitle;
    if (!record.abstract.empty()) view["abstract"] = record.abstract;
    if (!version.object.empty()) {
        View download;
        download["href"] = document_url(record.id) + "/original";
        download["kind"] = version.report.media_type;
        view["download"] = std::move(download);
    }
    view["rows"] = View(internal_->record_rows(version));
    view["tags"] = View(internal_->tag_rows(record));
    List notices, pages, headings;
    for (const auto& note : version.report.notes) notices.push_back(note);
    for (int number = 1; number <= version.page_count; ++number) {
        View row;
        row["number"] = std::to_string(number);
        row["url"] = page_url(record.id, number);
        pages.push_back(row);
    }
    for (const auto& heading : version.headings) {
        View row;
        row["text"] = heading.text;
        row["level"] = std::to_string(std::clamp(heading.level - 1, 0, 3));
        row["url"] = page_url(record.id, heading.page);
        headings.push_back(row);
    }
    view["notices"] = View(notices);
    view["pages"] = View(pages);
    view["has_headings"] = flag(!headings.empty());
    view["headings"] = View(headings);
    view["citation"] = citation(record);
    view["version"] = std::to_string(version.number);
    view["extractor"] = version.report.extractor;
    return internal_->templates.render("document", titled(record.title), view);
}

std::string Pages::page(const StoredVersion& version, int number, const Page& page, const std::string& query) const {
    const auto& id = version.metadata.id;
    const auto suffix = query.empty() ? std::string() : "?q=" + percent_encode(query);
    View view;
    view["title"] = version.metadata.title;
    view["document_url"] = document_url(id);
    view["number"] = std::to_string(number);
    view["count"] = std::to_string(version.page_count);
    if (!page.label.empty()) view["label"] = page.label;
    if (!page.language.empty()) view["language"] = page.language;
    if (number > 1) view["previous"] = page_url(id, number - 1) + suffix;
    if (number < version.page_count) view["next"] = page_url(id, number + 1) + suffix;
    if (version.report.media_type == "application/pdf")
        view["original"] = document_url(id) + "/original#page=" + std::to_string(number);
    List paragraphs;
    for (auto& paragraph : marked_paragraphs(page.text, query, page.language)) paragraphs.push_back(std::move(paragraph));
    view["empty"] = flag(paragraphs.empty());
    view["paragraphs"] = View(paragraphs);
    return internal_->templates.render("page", titled(version.metadata.title + ", page " + std::to_string(number)), view);
}

std::string Pages::help() const {
    constexpr std::array<std::pair<const char*, const char*>, 10> kRows = {{
        {"internet shutdown", "documents with either word, those with both first"},
        {"\"internet shutdown\"", "the two words next to each other; curly quotes work too"},
        {"shutdown AND election", "documents with both"},
        {"shutdown OR blackout", "documents with either"},
        {"shutdown NOT election", "documents with the first and without the second; -election means the same"},
        {"+shutdown africa", "shutdown must be there, africa only helps"},
        {"(shutdown OR blackout) AND election", "parentheses group"},
        {"surveil*", "every word that begins so; three letters at least"},
        {"title:framework", "the word in one field"},
        {"region:Africa year:2020..2023", "a region with all its countries, and a span of years"},
    }};
    View view;
    List rows, fields;
    for (const auto& [example, meaning] : kRows) {
        View row;
        row["example"] = example;
        row["meaning"] = meaning;
        rows.push_back(row);
    }
    for (const auto& field : index_fields())
        if (!field.prefix.empty()) fields.push_back(std::string(field.name));
    view["rows"] = View(rows);
    view["fields"] = View(fields);
    return internal_->templates.render("help", titled("How to search"), view);
}

std::string Pages::error(int status, const std::string& title, const std::string& detail) const {
    View view;
    view["title"] = title;
    view["detail"] = detail;
    return internal_->templates.render("error", titled(std::to_string(status) + " " + title), view);
}

} // namespace samling
