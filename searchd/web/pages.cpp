#include "searchd/web/pages.h"

#include <algorithm>
#include <array>
#include <set>

#include "schema/index_layout.h"
#include "searchd/net/http.h"
#include "searchd/search/query_fields.h"
#include "searchd/search/quiet_voices.h"
#include "searchd/web/api.h"
#include "searchd/web/document_view.h"
#include "searchd/web/expansion_view.h"
#include "searchd/web/facet_views.h"
#include "searchd/web/html.h"
#include "searchd/web/related_view.h"
#include "searchd/web/search_parameters.h"
#include "searchd/web/value_views.h"

namespace samling {
namespace {

using List = ViewList;

constexpr std::string_view kSite = "Samling";
constexpr std::size_t kHomeValues = 12;

std::string titled(const std::string& text) { return (text.empty() ? "Search" : text) + " – " + std::string(kSite); }

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

constexpr std::array<std::tuple<const char*, const char*, Switch>, 2> kDecompounds = {
    {{"on", "Searched, too", Switch::on}, {"off", "As typed", Switch::off}}};
constexpr std::array<std::tuple<const char*, const char*, Switch>, 2> kExpands = {
    {{"on", "Searched, too", Switch::on}, {"off", "Not searched", Switch::off}}};

/// Page numbers to link: the ends, and two either side of `here`; 0 where some are left out.
std::vector<std::size_t> shown_numbers(std::size_t here, std::size_t last) {
    std::vector<std::size_t> shown;
    for (std::size_t number = 1; number <= last; ++number) {
        const bool near = number + 2 >= here && number <= here + 2;
        if (number == 1 || number == last || near) shown.push_back(number);
        else if (shown.back() != 0) shown.push_back(0);
        // Millions of pages are not walked one by one.
        if (shown.back() == 0) number = (number < here ? std::min(here - 2, last) : last) - 1;
    }
    return shown;
}

View hit_view(const Hit& hit, const std::string& words) {
    View view;
    view["title"] = hit.title;
    view["url"] = document_url(hit.id);
    if (!hit.subtitle.empty()) view["subtitle"] = hit.subtitle;
    if (!hit.language.empty()) view["language"] = hit.language;
    view["meta"] = joined({hit.date, hit.language, count_of(hit.page_count, "page", "pages")}, " · ");
    List pages;
    for (const auto& page : hit.pages) {
        View row;
        row["number"] = std::to_string(page.page);
        row["url"] = page_url(hit.id, page.page) + words;
        if (!page.label.empty() && page.label != std::to_string(page.page)) row["label"] = page.label;
        row["snippet"] = snippet_html(page.snippet);
        if (const auto original = original_page_url(hit.id, hit.media_type, page.page); !original.empty()) row["original"] = original;
        pages.push_back(row);
    }
    view["pages"] = View(pages);
    if (!hit.quiet.empty())
        view["raised"] = "Moved up " + std::to_string(hit.raised) + ": " + hit.quiet + " has " + percent(hit.quiet_share) + " of the collection";
    return view;
}

/// The offer to let quieter voices rise, or what it did and the way back.
void fill_voices(View& view, SearchRequest request, const SearchPage& page) {
    const bool quieter = request.voices == SearchRequest::Voices::quieter;
    const auto moved = std::count_if(page.hits.begin(), page.hits.end(), [](const Hit& hit) { return hit.raised > 0; });
    request.voices = quieter ? SearchRequest::Voices::as_ranked : SearchRequest::Voices::quieter;
    view["voices_offered"] = flag(!request.query.empty() && request.sort == Sort::relevance && page.total > 1);
    view["quieter"] = flag(quieter);
    view["voices_text"] = count_of(moved, "result here moved", "results here moved") + " up; each is at most " + percent(kQuietBound) + " less relevant than what it passed.";
    view["voices_href"] = "/search?" + query_string(request);
}

} // namespace

struct Pages::Internal {
    std::shared_ptr<const TemplateStore> templates;
    VocabularySource vocabularies;

    static void fill_form(View& view, const SearchRequest& request) {
        view["query"] = request.query;
        view["has_query"] = flag(!request.query.empty());
        if (request.language != SearchRequest{}.language) view["lang"] = request.language;
        if (request.limit != SearchRequest{}.limit) view["limit"] = std::to_string(request.limit);
        view["sorts"] = View(choices(kSorts, request.sort));
        view["matches"] = View(choices(kMatches, request.match));
        view["decompounds"] = View(choices(kDecompounds, request.decompound));
        view["expands"] = View(choices(kExpands, request.expand));
        view["year_from"] = request.years && request.years->from ? std::to_string(request.years->from) : "";
        view["year_to"] = request.years && request.years->to ? std::to_string(request.years->to) : "";
    }

    /// What is chosen, as facets without counts: for a page that shows no results.
    std::vector<Facet> chosen_values(const SearchRequest& request) const {
        std::vector<Facet> facets;
        const auto known = vocabularies.now();
        for (const auto& [field, name] : kTagFields) {
            const auto& codes = request.selected[static_cast<std::size_t>(field)];
            auto labels = std::make_shared<std::vector<std::string>>();
            for (const auto& code : codes) labels->push_back(known->of(field).label(code, request.language));
            Facet facet{std::string(name), facet_label(name), {}, labels};
            for (std::size_t i = 0; i < codes.size(); ++i) facet.values.push_back({codes[i], (*labels)[i], 0, true});
            if (!facet.values.empty()) facets.push_back(std::move(facet));
        }
        return facets;
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
        List numbers;
        for (const auto to : shown_numbers(number, last)) {
            View row;
            row["gap"] = flag(to == 0);
            row["number"] = std::to_string(to);
            row["href"] = link(to);
            row["here"] = flag(to == number);
            numbers.push_back(row);
        }
        view["numbers"] = View(numbers);
        view["first_page"] = link(1);
        if (number > 1) view["previous"] = link(std::min(number - 1, last));
        if (number < last) view["next"] = link(number + 1);
        view["first"] = std::to_string(request.offset + 1);
    }

};

Pages::Pages(std::shared_ptr<const TemplateStore> templates, VocabularySource vocabularies)
    : internal_(new Internal{std::move(templates), std::move(vocabularies)}) {}
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
    return internal_->templates->render("home", std::string(kSite), view);
}

std::string Pages::results(const SearchRequest& request, const SearchPage& page) const {
    View view;
    internal_->fill_form(view, request);
    internal_->fill_paging(view, request, page);
    view["has_mistakes"] = flag(false);
    view["counted"] = page.counted;
    view["total_text"] = count_of(page.total, "document", "documents");
    List notices, hits;
    for (const auto& notice : page.notices) notices.push_back(notice);
    for (const auto& hit : page.hits) hits.push_back(hit_view(hit, address_of(marked_words(request, page, hit.language))));
    view["notices"] = View(notices);
    view["hits"] = View(hits);
    view["none"] = flag(page.total == 0);
    if (page.did_you_mean) {
        auto meant = request;
        meant.query = page.did_you_mean->query;
        meant.offset = 0;
        View link;
        link["href"] = "/search?" + query_string(meant);
        link["query"] = page.did_you_mean->query;
        link["count"] = count_of(page.did_you_mean->total, "document", "documents");
        view["did_you_mean"] = std::move(link);
    }
    view["beyond"] = flag(page.total > 0 && page.hits.empty() && request.limit > 0);
    fill_facets(view, request, page.facets);
    fill_voices(view, request, page);
    fill_expansions(view, request, page);
    return internal_->templates->render("results", titled(request.query), view);
}

std::string Pages::mistakes(const Request& asked, const ParsedParameters& parsed) const {
    View view;
    internal_->fill_form(view, parsed.request);
    // What was typed stays, wrong or not, to be mended where it stands.
    view["year_from"] = asked.parameter("year_from").value_or(asked.parameter("year").value_or(""));
    view["year_to"] = asked.parameter("year_to").value_or("");
    const auto facets = internal_->chosen_values(parsed.request);
    fill_facets(view, parsed.request, facets);
    List chosen;
    for (const auto& facet : facets)
        for (const auto& value : facet.values) {
            View row;
            row["name"] = facet.name;
            row["value"] = std::string(value.value);
            chosen.push_back(row);
        }
    view["chosen"] = View(chosen);
    view["has_mistakes"] = flag(true);
    List list;
    for (const auto& [parameter, detail] : parsed.mistakes) list.push_back(parameter + ": " + detail);
    view["mistakes"] = View(list);
    return internal_->templates->render("results", titled("Mistakes in the search"), view);
}

std::string Pages::document(const StoredVersion& version, const DocumentContext& context, const RelatedDocuments& related) const {
    const auto vocabularies = internal_->vocabularies.now();
    auto view = document_view(version, context, *vocabularies);
    add_related(view, version.metadata.id, related, *vocabularies);
    return internal_->templates->render("document", titled(version.metadata.title), view);
}

std::string Pages::page(const StoredVersion& version, int number, const Page& page, const MarkedWords& words) const {
    const auto& id = version.metadata.id;
    const auto suffix = address_of(words);
    View view;
    view["title"] = version.metadata.title;
    view["document_url"] = version_url(version);
    if (!version.is_newest) view["newest"] = document_url(id);
    view["number"] = std::to_string(number);
    view["count"] = std::to_string(version.page_count);
    if (!page.label.empty()) view["label"] = page.label;
    if (!page.language.empty()) view["language"] = page.language;
    if (number > 1) view["previous"] = page_url(version, number - 1) + suffix;
    if (number < version.page_count) view["next"] = page_url(version, number + 1) + suffix;
    if (version.report.media_type == "application/pdf")
        view["original"] = version_url(version) + "/original?view=1#page=" + std::to_string(number);
    List paragraphs;
    for (auto& paragraph : marked_paragraphs(page.text, words, page.language)) paragraphs.push_back(std::move(paragraph));
    view["empty"] = flag(paragraphs.empty());
    view["paragraphs"] = View(paragraphs);
    return internal_->templates->render("page", titled(version.metadata.title + ", page " + std::to_string(number)), view);
}

std::string Pages::search_within(const StoredVersion& version, const SearchRequest& request, const DocumentSearchPage& found) const {
    const auto& id = version.metadata.id;
    const auto suffix = "?q=" + percent_encode(request.query);
    const auto link = [&](std::size_t page) {
        return document_url(id) + "/search?" + query_string(request) + "&page=" + std::to_string(page);
    };
    View view;
    view["title"] = version.metadata.title;
    view["document_url"] = document_url(id);
    view["query"] = request.query;
    view["asked"] = flag(!request.query.empty());
    view["total_text"] = count_of(found.total, "page", "pages") + ", " + count_of(found.occurrences, "place", "places");
    List notices, hits;
    for (const auto& notice : found.notices) notices.push_back(notice);
    for (const auto& [hit, places] : found.pages) {
        View row;
        row["number"] = std::to_string(hit.page);
        row["url"] = page_url(id, hit.page) + suffix;
        if (!hit.label.empty() && hit.label != std::to_string(hit.page)) row["label"] = hit.label;
        if (!version.object.empty() && version.report.media_type == "application/pdf")
            row["original"] = original_page_url(id, version.report.media_type, hit.page);
        row["places"] = count_of(static_cast<std::int64_t>(places.size()), "place", "places");
        row["snippet"] = snippet_html(hit.snippet);
        hits.push_back(row);
    }
    view["notices"] = View(notices);
    view["hits"] = View(hits);
    const auto here = request.offset / request.limit + 1;
    if (here > 1) view["previous"] = link(here - 1);
    if (static_cast<std::int64_t>(request.offset + found.pages.size()) < found.total) view["next"] = link(here + 1);
    return internal_->templates->render("within", titled(request.query + " in " + version.metadata.title), view);
}

std::string Pages::help() const {
    View view;
    List rows, fields;
    for (const auto& syntax : query_syntax()) {
        View row;
        row["example"] = std::string(syntax.example);
        row["href"] = "/search?q=" + percent_encode(syntax.example);
        row["meaning"] = std::string(syntax.meaning);
        rows.push_back(row);
    }
    for (const auto& field : query_fields()) {
        View row;
        row["name"] = std::string(field.name);
        if (!field.alias.empty()) row["alias"] = std::string(field.alias);
        row["meaning"] = std::string(field.meaning);
        row["example"] = std::string(field.example);
        fields.push_back(row);
    }
    view["rows"] = View(rows);
    view["fields"] = View(fields);
    return internal_->templates->render("help", titled("How to search"), view);
}

std::string Pages::error(int status, const std::string& title, const std::string& detail) const {
    View view;
    view["title"] = title;
    view["detail"] = detail;
    return internal_->templates->render("error", titled(std::to_string(status) + " " + title), view);
}

} // namespace samling
