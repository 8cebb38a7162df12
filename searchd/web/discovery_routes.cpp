#include "searchd/web/routes.h"

#include <array>
#include <charconv>

#include "schema/failure.h"
#include "schema/json_writer.h"
#include "searchd/search/similar.h"
#include "searchd/search/suggest.h"
#include "searchd/web/answers.h"
#include "searchd/web/api.h"

namespace samling {
namespace {

constexpr std::size_t kSuggestions = 10, kSimilar = 10;

std::string_view kind_name(Suggestion::Kind kind) {
    constexpr std::array<std::string_view, 5> kNames = {"query", "title", "theme", "region", "coalition"};
    return kNames[static_cast<std::size_t>(kind)];
}

/// Where a suggestion leads.
std::string url_of(const Suggestion& suggestion) {
    if (suggestion.kind == Suggestion::Kind::query) return "/search?q=" + percent_encode(suggestion.text);
    if (suggestion.kind == Suggestion::Kind::title) return document_url(suggestion.value);
    return "/search?" + std::string(kind_name(suggestion.kind)) + "=" + percent_encode(suggestion.value);
}

std::string suggestions_json(const std::string& typed, const std::vector<Suggestion>& suggestions) {
    JsonWriter json;
    json.begin_object().member("query", typed).key("suggestions").begin_array();
    for (const auto& suggestion : suggestions)
        json.begin_object().member("text", suggestion.text).member("kind", kind_name(suggestion.kind))
            .member("value", suggestion.value).member("count", suggestion.count).member("url", url_of(suggestion)).end_object();
    return json.end_array().end_object().take() + "\n";
}

/// What browsers read: the query, then texts, descriptions and addresses side by side.
std::string opensearch_json(const std::string& typed, const std::vector<Suggestion>& suggestions) {
    JsonWriter json;
    json.begin_array().value(typed).begin_array();
    for (const auto& suggestion : suggestions) json.value(suggestion.text);
    json.end_array().begin_array();
    for (const auto& suggestion : suggestions) json.value(kind_name(suggestion.kind));
    json.end_array().begin_array();
    for (const auto& suggestion : suggestions) json.value(url_of(suggestion));
    return json.end_array().end_array().take() + "\n";
}

Response api_suggest(const SiteContext& context, const Visit& visit) {
    const auto typed = visit.request.parameter("q").value_or("");
    const auto format = visit.request.parameter("format").value_or("");
    if (!format.empty() && format != "opensearch")
        throw Failure(ErrorCode::invalid_argument, "format: '" + format + "' is not opensearch, the only one beside the default");
    const auto suggestions = context.functions.suggest(typed, kSuggestions, visit.audience());
    if (format.empty()) return json_answer(suggestions_json(typed, suggestions));
    auto response = json_answer(opensearch_json(typed, suggestions));
    response.content_type = "application/x-suggestions+json; charset=utf-8";
    return response;
}

Response api_similar(const SiteContext& context, const Visit& visit) {
    JsonWriter json;
    json.begin_object().member("id", visit.taken[0]).key("similar").begin_array();
    for (const auto& similar : context.functions.similar(visit.taken[0], kSimilar, visit.audience())) {
        json.begin_object().member("id", similar.id).member("title", similar.title).member("date", similar.date);
        json.member("language", similar.language).member("url", document_url(similar.id)).member("score", similar.score);
        json.key("sharedTerms").begin_array();
        for (const auto& word : similar.shared) json.value(word);
        json.end_array().end_object();
    }
    return json_answer(json.end_array().end_object().take() + "\n");
}

constexpr std::array kRoutes = {
    Route{"/api/v1/suggest", api_suggest, "What to search for, while q is being typed; format=opensearch for browsers"},
    Route{"/api/v1/documents/{id}/similar", api_similar, "Documents about the same, with the words they share"}};

} // namespace

std::span<const Route> discovery_routes() {
    return kRoutes;
}

} // namespace samling
