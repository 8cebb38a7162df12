#include "searchd/web/value_page.h"

#include <algorithm>
#include <cmath>

#include "searchd/net/http.h"
#include "searchd/web/api.h"
#include "searchd/web/document_view.h"
#include "searchd/web/facet_views.h"
#include "schema/json_writer.h"
#include "searchd/web/reader_note.h"
#include "searchd/web/value_views.h"

namespace samling {
namespace {

constexpr std::size_t kCompared = 10;
constexpr std::string_view kComparedFacets[] = {"theme", "region", "coalition", "type", "actor", "language"};

ViewList concept_links(const Vocabulary& vocabulary, TagField field, const std::vector<std::string>& codes) {
    ViewList links;
    for (const auto& code : codes) {
        View link;
        link["label"] = vocabulary.label(code, "en");
        link["href"] = value_url(field, code);
        links.push_back(link);
    }
    return links;
}

void add_relations(View& view, const ValuePage& page, const Vocabulary& vocabulary) {
    ViewList relations;
    const auto add = [&](const char* name, const std::vector<std::string>& codes) {
        if (codes.empty()) return;
        View relation;
        relation["name"] = name;
        relation["links"] = View(concept_links(vocabulary, page.field, codes));
        relations.push_back(relation);
    };
    if (page.meant) {
        add("Broader", page.meant->broader);
        add("Narrower", page.meant->narrower);
        add("Related", page.meant->related);
    }
    view["relations"] = View(relations);
}

std::string other_names(const Concept& meant) {
    std::vector<std::string> names;
    for (const auto& [language, label] : meant.labels)
        if (language != "en") names.push_back(label);
    if (const auto english = meant.alternatives.find("en"); english != meant.alternatives.end())
        names.insert(names.end(), english->second.begin(), english->second.end());
    std::erase(names, meant.labels.at("en"));
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return joined(names, " · ");
}

std::string times(const Comparison& row) {
    if (row.share_of_all <= 0) return "";
    const double ratio = row.share / row.share_of_all;
    char text[32];
    std::snprintf(text, sizeof text, ratio < 10 ? "%.1f×" : "%.0f×", ratio);
    return text;
}

View comparison_view(const ValuePage& page, std::string_view facet) {
    View view;
    view["name"] = std::string(facet);
    view["label"] = facet == tag_field_name(page.field) ? std::string("Together with") : facet_label(facet);
    ViewList rows;
    for (const auto& one : compare(page, facet, kCompared)) {
        View row;
        row["label"] = one.label;
        row["count"] = std::to_string(one.count);
        row["share"] = percent(one.share);
        row["share_of_all"] = percent(one.share_of_all);
        row["times"] = times(one);
        row["href"] = "/search?" + std::string(facet) + "=" + percent_encode(one.code) +
                      (facet == tag_field_name(page.field) ? "&q=" + percent_encode(value_query(page.field, page.code))
                                                           : "&" + std::string(tag_field_name(page.field)) + "=" + percent_encode(page.code));
        rows.push_back(row);
    }
    view["rows"] = View(rows);
    view["empty"] = flag(rows.empty());
    return view;
}

ViewList newest(const SearchPage& page) {
    ViewList rows;
    for (const auto& hit : page.hits) {
        View row;
        row["title"] = hit.title;
        row["url"] = document_url(hit.id);
        row["meta"] = joined({hit.date, hit.language, count_of(hit.page_count, "page", "pages")}, " · ");
        rows.push_back(row);
    }
    return rows;
}

} // namespace

std::vector<Comparison> compare(const ValuePage& page, std::string_view facet, std::size_t most) {
    const auto *its = facet_of(page.its, facet), *all = facet_of(page.all, facet);
    std::vector<Comparison> rows;
    if (!its || page.its.total == 0) return rows;
    const auto& broader = page.meant ? page.meant->broader : std::vector<std::string>{};
    for (const auto& value : its->values) {
        if (rows.size() == most) break;
        const bool own = facet == tag_field_name(page.field) &&
                         (value.value == page.code || value.count == page.its.total || std::find(broader.begin(), broader.end(), value.value) != broader.end());
        if (own || value.count == 0 || value.value == "001") continue; // what all of them have says nothing
        double of_all = 0;
        if (all)
            for (const auto& other : all->values)
                if (other.value == value.value) of_all = static_cast<double>(other.count) / static_cast<double>(std::max<std::int64_t>(page.all.total, 1));
        rows.push_back({std::string(value.value), std::string(value.label), value.count, static_cast<double>(value.count) / static_cast<double>(page.its.total), of_all});
    }
    return rows;
}

std::string value_page_json(const ValuePage& page, const Vocabularies& vocabularies) {
    const auto& vocabulary = vocabularies.of(page.field);
    JsonWriter json;
    json.begin_object().member("facet", tag_field_name(page.field)).member("value", page.code).member("label", vocabulary.label(page.code, "en"));
    json.member("documents", page.its.total).member("url", value_url(page.field, page.code));
    const auto list = [&](const char* name, const std::vector<std::string>& codes) {
        json.key(name).begin_array();
        for (const auto& code : codes) json.begin_object().member("value", code).member("label", vocabulary.label(code, "en")).end_object();
        json.end_array();
    };
    if (page.meant) {
        const auto note = page.meant->notes.find("en");
        json.member("note", note == page.meant->notes.end() ? std::string() : note->second);
        for (const auto& [name, texts] : {std::pair("notes", &page.meant->notes), std::pair("labels", &page.meant->labels)}) {
            json.key(name).begin_object();
            for (const auto& [language, text] : *texts) json.member(language, text);
            json.end_object();
        }
        list("broader", page.meant->broader);
        list("narrower", page.meant->narrower);
        list("related", page.meant->related);
    }
    json.key("newest").begin_array();
    for (const auto& hit : page.its.hits)
        json.begin_object().member("id", hit.id).member("title", hit.title).member("date", hit.date).member("url", document_url(hit.id)).end_object();
    json.end_array();
    for (const auto facet : kComparedFacets) {
        json.key(facet == tag_field_name(page.field) ? std::string("together") : std::string(facet)).begin_array();
        for (const auto& row : compare(page, facet, 1000))
            json.begin_object().member("value", row.code).member("label", row.label).member("count", row.count).member("share", row.share)
                .member("shareOfAll", row.share_of_all).end_object();
        json.end_array();
    }
    return json.end_object().take() + "\n";
}

View value_page_view(const ValuePage& page, const Vocabularies& vocabularies) {
    const std::string name(tag_field_name(page.field));
    View view;
    view["kind"] = facet_label(name);
    view["label"] = vocabularies.of(page.field).label(page.code, "en");
    view["retired"] = flag(!page.meant);
    if (page.meant) {
        add_note(view, page.meant->notes, page.accepted);
        if (const auto names = other_names(*page.meant); !names.empty()) view["names"] = names;
    }
    add_relations(view, page, vocabularies.of(page.field));
    view["total_text"] = count_of(page.its.total, "document", "documents");
    view["search"] = value_search_url(page.field, page.code);
    view["feed"] = "/search.atom?" + name + "=" + percent_encode(page.code);
    view["gaps"] = "/gaps?rows=" + std::string(page.field == TagField::theme ? "coalition" : "theme") + "&columns=" +
                   std::string(page.field == TagField::region ? "coalition" : "region") + "&" + name + "=" + percent_encode(page.code);
    view["json"] = "/api/v1" + value_url(page.field, page.code);
    view["has_newest"] = flag(!page.its.hits.empty());
    view["newest"] = View(newest(page.its));
    ViewList comparisons;
    for (const auto facet : kComparedFacets)
        if (auto one = comparison_view(page, facet); !compare(page, facet, 1).empty()) comparisons.push_back(one);
    view["comparisons"] = View(comparisons);
    if (const auto* years = facet_of(page.its, "year"); years && !years->values.empty())
        view["timeline"] = timeline_svg(*years, "&" + name + "=" + percent_encode(page.code));
    return view;
}

std::vector<SharedTheme> shared_themes(const SearchPage& first, const SearchPage& second) {
    std::vector<SharedTheme> shared;
    const auto *one = facet_of(first, "theme"), *other = facet_of(second, "theme");
    if (!one || !other) return shared;
    for (const auto& value : one->values)
        for (const auto& match : other->values)
            if (match.value == value.value && match.count > 0 && value.count > 0) shared.push_back({std::string(value.value), std::string(value.label), value.count, match.count});
    std::stable_sort(shared.begin(), shared.end(), [](const auto& a, const auto& b) { return std::min(a.first, a.second) > std::min(b.first, b.second); });
    return shared;
}

int Overlap::common_themes(std::size_t first, std::size_t second) const {
    int common = 0;
    for (std::size_t theme = 0; theme < themes.rows.size(); ++theme) common += themes.cell(theme, first).count > 0 && themes.cell(theme, second).count > 0;
    return common;
}

std::string overlap_json(const Overlap& overlap) {
    JsonWriter json;
    const auto& coalitions = overlap.documents.rows;
    json.begin_object().key("coalitions").begin_array();
    for (const auto& coalition : coalitions)
        json.begin_object().member("value", coalition.code).member("label", coalition.label).member("documents", coalition.count)
            .member("url", value_url(TagField::coalition, coalition.code)).end_object();
    json.end_array().key("overlaps").begin_array();
    for (std::size_t first = 0; first < coalitions.size(); ++first)
        for (std::size_t second = first + 1; second < coalitions.size(); ++second)
            json.begin_object().member("first", coalitions[first].code).member("second", coalitions[second].code)
                .member("documents", overlap.documents.cell(first, second).count).member("themes", overlap.common_themes(first, second)).end_object();
    return json.end_array().end_object().take() + "\n";
}

View overlap_view(const Overlap& overlap) {
    const auto& coalitions = overlap.documents.rows;
    View view;
    ViewList rows, columns;
    for (std::size_t first = 0; first < coalitions.size(); ++first) {
        View row;
        row["number"] = std::to_string(first + 1);
        row["label"] = coalitions[first].label;
        row["href"] = value_url(TagField::coalition, coalitions[first].code);
        row["count"] = std::to_string(coalitions[first].count);
        ViewList cells;
        for (std::size_t second = 0; second < coalitions.size(); ++second) {
            View cell;
            const auto themes = overlap.common_themes(first, second);
            const auto documents = overlap.documents.cell(first, second).count;
            cell["self"] = flag(first == second);
            cell["none"] = flag(first != second && themes == 0 && documents == 0);
            cell["some"] = flag(first != second && (themes != 0 || documents != 0));
            cell["documents"] = std::to_string(documents);
            cell["themes"] = count_of(themes, "theme", "themes");
            cell["href"] = value_url(TagField::coalition, coalitions[first].code) + "/with/" + percent_encode(coalitions[second].code);
            cell["about"] = coalitions[first].label + " and " + coalitions[second].label + ": " + count_of(documents, "shared document", "shared documents") +
                            ", " + count_of(themes, "common theme", "common themes");
            cells.push_back(cell);
        }
        row["cells"] = View(cells);
        columns.push_back(row);
        rows.push_back(row);
    }
    view["rows"] = View(rows);
    view["columns"] = View(columns);
    return view;
}

} // namespace samling
