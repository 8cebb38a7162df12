#include "searchd/web/api.h"

#include "schema/json_writer.h"
#include "searchd/net/http.h"
#include "searchd/search/query.h"
#include "searchd/search/query_fields.h"
#include "searchd/web/expansion_view.h"
#include "searchd/web/html.h"
#include "searchd/web/reading_view.h"
#include "searchd/web/search_parameters.h"

namespace samling {
namespace {

void write_explanation(JsonWriter& json, const Explanation& why) {
    json.key("explanation").begin_object().member("bm25", why.bm25).member("coverage", why.coverage);
    json.member("proximity", why.proximity).member("tags", why.tags).member("recency", why.recency).key("words").begin_array();
    for (const auto& word : why.words) {
        json.begin_object().key("terms").begin_array();
        for (const auto& term : word.terms) json.value(term);
        json.end_array().member("weight", word.weight).member("frequency", std::int64_t{word.frequency}).member("score", word.score);
        json.key("fields").begin_array();
        for (const auto& field : word.fields) json.value(field);
        json.end_array().end_object();
    }
    json.end_array().end_object();
}

void write_hit(JsonWriter& json, const Hit& hit) {
    json.begin_object().member("id", hit.id).member("title", hit.title).member("subtitle", hit.subtitle);
    json.member("date", hit.date).member("language", hit.language).member("url", document_url(hit.id)).member("score", hit.score);
    json.member("pageCount", hit.page_count);
    if (hit.raised != 0) json.member("raised", hit.raised);
    if (!hit.quiet.empty()) json.member("quiet", hit.quiet).member("quietShare", hit.quiet_share);
    json.key("page");
    if (hit.pages.empty()) json.null();
    else json.value(hit.pages.front().page);
    json.member("pageLabel", hit.pages.empty() ? "" : hit.pages.front().label);
    json.member("snippet", hit.pages.empty() ? "" : snippet_html(hit.pages.front().snippet));
    json.key("pages").begin_array();
    for (const auto& page : hit.pages)
        json.begin_object().member("page", page.page).member("label", page.label).member("url", page_url(hit.id, page.page))
            .member("original", original_page_url(hit.id, hit.media_type, page.page)).member("snippet", snippet_html(page.snippet)).end_object();
    json.end_array();
    if (hit.explanation) write_explanation(json, *hit.explanation);
    json.end_object();
}

void write_facet(JsonWriter& json, const Facet& facet) {
    json.begin_object().member("name", facet.name).member("label", facet.label).key("values").begin_array();
    for (const auto& value : facet.values) {
        json.begin_object().member("value", value.value).member("label", value.label).member("count", value.count);
        json.member("selected", value.selected).key("broader").begin_array();
        for (const auto& code : value.broader) json.value(code);
        json.end_array().end_object();
    }
    json.end_array().end_object();
}

/// How the search was read: what was not sent has its default, labels have become codes.
void write_request(JsonWriter& json, const SearchRequest& request) {
    json.member("match", match_name(request.match)).member("sort", sort_name(request.sort));
    json.key("appliedFilters").begin_object();
    for (const auto& [field, name] : kTagFields) {
        const auto& codes = request.selected[static_cast<std::size_t>(field)];
        if (codes.empty()) continue;
        json.key(name).begin_array();
        for (const auto& code : codes) json.value(code);
        json.end_array();
    }
    if (request.years) json.member("year", year_text(*request.years));
    json.end_object();
}

void write_agents(JsonWriter& json, const std::vector<Agent>& agents) {
    json.begin_array();
    for (const auto& agent : agents)
        json.begin_object().member("name", agent.name).member("country", agent.country).member("actor", agent.actor).end_object();
    json.end_array();
}

const TagDecision* decision_on(const StoredVersion& version, TagField field, const std::string& code) {
    for (const auto& decision : version.decisions)
        if (decision.field == field && decision.code == code) return &decision;
    return nullptr;
}

void write_decision(JsonWriter& json, const TagDecision& decision) {
    json.begin_object().member("verdict", verdict_name(decision.verdict)).member("by", decision.by).member("at", decision.at)
        .member("note", decision.note).end_object();
}

void write_tag(JsonWriter& json, const Tag& tag, const Vocabulary& vocabulary, const TagDecision* decision, const std::string& language) {
    const bool retired = vocabulary.find(tag.code) == nullptr;
    json.begin_object().member("value", tag.code);
    json.member("label", retired && decision ? decision->label : vocabulary.label(tag.code, language));
    json.member("origin", origin_name(tag.origin)).member("retired", retired);
    if (tag.origin == Origin::rule) json.member("score", tag.score);
    json.key("evidence").begin_array();
    for (const auto& evidence : tag.evidence)
        json.begin_object().member("page", evidence.page).member("offset", std::int64_t{evidence.offset})
            .member("quote", evidence.quote).member("rule", evidence.rule).end_object();
    json.end_array();
    if (decision) {
        json.key("decision");
        write_decision(json, *decision);
    }
    json.end_object();
}

void write_tags(JsonWriter& json, const StoredVersion& version, const Vocabularies& vocabularies, const std::string& language) {
    for (const auto& [field, name] : kTagFields) {
        json.key(name).begin_array();
        for (const auto& tag : version.metadata.of(field))
            write_tag(json, tag, vocabularies.of(field), decision_on(version, field, tag.code), language);
        json.end_array();
    }
    json.key("rejectedTags").begin_array();
    for (const auto& decision : version.decisions) {
        if (decision.verdict != TagDecision::Verdict::rejected) continue;
        json.begin_object().member("field", tag_field_name(decision.field)).member("value", decision.code).member("label", decision.label)
            .key("decision");
        write_decision(json, decision);
        json.end_object();
    }
    json.end_array();
}

} // namespace

std::string document_url(const std::string& id) { return "/documents/" + percent_encode(id); }
std::string page_url(const std::string& id, int page) { return document_url(id) + "/pages/" + std::to_string(page); }
std::string original_page_url(const std::string& id, const std::string& media_type, int page) {
    return media_type == "application/pdf" ? document_url(id) + "/original?view=1#page=" + std::to_string(page) : "";
}
std::string version_url(const StoredVersion& version) {
    const auto document = document_url(version.metadata.id);
    return version.is_newest ? document : document + "/versions/" + std::to_string(version.number);
}
std::string page_url(const StoredVersion& version, int page) { return version_url(version) + "/pages/" + std::to_string(page); }

std::string search_json(const SearchRequest& request, const SearchPage& page) {
    JsonWriter json;
    json.begin_object().member("total", page.total).member("counted", page.counted).key("hits").begin_array();
    for (const auto& hit : page.hits) write_hit(json, hit);
    json.end_array().key("facets").begin_array();
    for (const auto& facet : page.facets) write_facet(json, facet);
    json.end_array().member("tookMs", static_cast<double>(page.took.count()) / 1000).member("query", request.query);
    json.member("understoodAs", page.description).member("escaped", page.escaped).key("notices").begin_array();
    for (const auto& notice : page.notices) json.value(notice);
    json.end_array();
    write_expansions(json, page);
    json.key("didYouMean");
    if (page.did_you_mean)
        json.begin_object().member("query", page.did_you_mean->query).member("total", page.did_you_mean->total).end_object();
    else
        json.null();
    if (page.cut) json.member("cut", true);
    write_request(json, request);
    json.key("nextCursor");
    const auto next = request.offset + page.hits.size();
    if (page.hits.empty() || static_cast<std::int64_t>(next) >= page.total) json.null();
    else json.value(make_cursor(request, next, page.edition));
    return json.end_object().take() + "\n";
}

std::string facet_json(const Facet& facet, const SearchPage& page) {
    JsonWriter json;
    json.begin_object().member("total", page.total).key("facet");
    write_facet(json, facet);
    if (page.cut) json.member("cut", true);
    return json.end_object().take() + "\n";
}

std::string help_json() {
    JsonWriter json;
    json.begin_object().key("syntax").begin_array();
    for (const auto& row : query_syntax())
        json.begin_object().member("example", row.example).member("meaning", row.meaning).member("understoodAs", row.understood).end_object();
    json.end_array().key("fields").begin_array();
    for (const auto& row : query_fields())
        json.begin_object().member("name", row.name).member("alias", row.alias).member("meaning", row.meaning)
            .member("example", row.example).member("understoodAs", row.understood).end_object();
    json.end_array().key("limits").begin_object().member("bytes", std::int64_t{kMaxQueryBytes}).member("words", std::int64_t{kMaxQueryTerms});
    json.member("wildcards", std::int64_t{kMaxPatterns}).member("depth", std::int64_t{kMaxQueryDepth}).end_object();
    json.key("match").begin_array();
    for (const auto& [match, name] : {std::pair{Match::best, "best"}, {Match::all, "all"}, {Match::any, "any"}})
        json.begin_object().member("value", name).member("counts", describe_total(parse_query("two words").root, match)).end_object();
    return json.end_array().end_object().take() + "\n";
}

std::string document_json(const StoredVersion& version, const DocumentContext& context, const Vocabularies& vocabularies,
                          const std::string& language) {
    const auto& record = version.metadata;
    JsonWriter json;
    json.begin_object().member("id", record.id).member("url", version_url(version)).member("title", record.title);
    json.member("subtitle", record.subtitle).member("abstract", record.abstract).member("date", format_date(record.date));
    json.key("creators");
    write_agents(json, record.creators);
    json.key("organisations");
    write_agents(json, record.organisations);
    write_tags(json, version, vocabularies, language);
    json.key("identifiers").begin_array();
    for (const auto& identifier : record.identifiers)
        json.begin_object().member("scheme", identifier.scheme).member("value", identifier.value).end_object();
    json.end_array().member("licence", record.licence).member("rights", record.rights).member("source", record.source_url)
        .member("visibility", visibility_name(record.visibility)).member("embargo", format_date(record.embargo));
    json.member("fileName", version.file_name).member("sha256", version.object).member("pageCount", version.page_count).key("original");
    if (version.object.empty()) json.null();
    else json.value(version_url(version) + "/original");
    json.key("reading");
    write_reading(json, version);
    json.key("links").begin_array();
    for (const auto& link : version.report.links) {
        json.begin_object().member("page", link.page);
        if (link.target > 0) json.member("targetPage", link.target);
        else json.member("uri", link.address);
        json.end_object();
    }
    json.end_array();
    json.member("version", version.number).member("isNewest", version.is_newest).key("versions").begin_array();
    for (const auto& one : context.history)
        json.begin_object().member("version", one.number).member("created", one.created)
            .member("url", document_url(record.id) + "/versions/" + std::to_string(one.number)).end_object();
    json.end_array().key("nearDuplicates").begin_array();
    for (const auto& other : context.near_duplicates)
        json.begin_object().member("id", other.id).member("title", other.title).member("url", document_url(other.id))
            .member("similarity", other.similarity).end_object();
    return json.end_array().end_object().take() + "\n";
}

std::string document_search_json(const StoredVersion& version, const SearchRequest& request, const DocumentSearchPage& found) {
    const auto& id = version.metadata.id;
    JsonWriter json;
    json.begin_object().member("document", id).member("query", request.query).member("total", found.total);
    json.member("counted", "pages with at least one of the words").member("occurrences", found.occurrences).key("hits").begin_array();
    for (const auto& [hit, places] : found.pages) {
        json.begin_object().member("page", hit.page).member("label", hit.label).member("url", page_url(id, hit.page));
        json.member("original", version.object.empty() ? "" : original_page_url(id, version.report.media_type, hit.page));
        json.member("snippet", snippet_html(hit.snippet)).member("count", static_cast<std::int64_t>(places.size())).key("offsets").begin_array();
        for (const auto& place : places) json.begin_object().member("begin", place.begin).member("end", place.end).end_object();
        json.end_array().end_object();
    }
    json.end_array().member("understoodAs", found.description).member("escaped", found.escaped).key("notices").begin_array();
    for (const auto& notice : found.notices) json.value(notice);
    json.end_array();
    if (found.cut) json.member("cut", true);
    json.key("nextCursor");
    const auto next = request.offset + found.pages.size();
    if (found.pages.empty() || static_cast<std::int64_t>(next) >= found.total) json.null();
    else json.value(make_cursor(request, next, found.edition));
    return json.end_object().take() + "\n";
}

std::string page_json(const StoredVersion& version, int number, const Page& page) {
    JsonWriter json;
    json.begin_object().member("document", version.metadata.id).member("page", number).member("label", page.label).member("language", page.language);
    json.key("reading");
    write_page_reading(json, version.report, number);
    json.member("text", page.text).member("pageCount", version.page_count).member("url", page_url(version, number));
    json.key("previous");
    if (number > 1) json.value(page_url(version, number - 1));
    else json.null();
    json.key("next");
    if (number < version.page_count) json.value(page_url(version, number + 1));
    else json.null();
    return json.end_object().take() + "\n";
}

} // namespace samling
