#include "searchd/web/routes.h"

#include <array>
#include <charconv>

#include "searchd/web/answers.h"
#include "searchd/web/commitments.h"
#include "searchd/web/document_access.h"
#include "searchd/web/voices.h"

namespace samling {
namespace {

constexpr int kDays = 30, kMostDays = 366;
constexpr std::size_t kNewest = 3, kMostStatements = 1000;

int days_of(const Request& request) {
    const auto text = request.parameter("days").value_or(std::to_string(kDays));
    int days = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
    if (error != std::errc() || end != text.data() + text.size() || days < 1 || days > kMostDays)
        throw Failure(ErrorCode::invalid_argument, "days: '" + text.substr(0, 100) + "' is no number from 1 to 366");
    return days;
}

std::vector<VoiceTable> tables(const SiteContext& context, const Visit& visit, int days) {
    SearchRequest all;
    all.limit = 0;
    return voice_tables(search_as(context, visit, all), context.exposure->sums(days), *visit.vocabularies);
}

Response voices(const SiteContext& context, const Visit& visit) {
    const int days = days_of(visit.request);
    return html_answer(context.templates->render("voices", "Voices – Samling", voices_view(tables(context, visit, days), days)));
}

Response api_voices(const SiteContext& context, const Visit& visit) {
    const int days = days_of(visit.request);
    return json_answer(voices_json(tables(context, visit, days), days));
}

CommitmentReport commitment_report(const SiteContext& context, const Visit& visit) {
    CrosstabRequest request;
    request.rows = {TagField::commitment, AxisRequest::Show::all, {}};
    request.columns = {TagField::actor, AxisRequest::Show::all, {}};
    const auto table = crosstab_as(context, visit, request);
    CommitmentReport report;
    report.accepted = visit.request.header("accept-language");
    report.actors = table.columns;
    for (const auto& commitment : visit.vocabularies->of(TagField::commitment).concepts()) {
        CommitmentEvidence evidence;
        evidence.commitment = &commitment;
        SearchRequest search;
        search.selected[static_cast<std::size_t>(TagField::commitment)] = {commitment.code};
        search.sort = Sort::newest;
        search.limit = kNewest;
        search.snippets = SearchRequest::Snippets::none;
        evidence.documents = search_as(context, visit, search);
        evidence.by_actor.resize(table.columns.size());
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            if (table.rows[row].code == commitment.code)
                for (std::size_t column = 0; column < table.columns.size(); ++column) evidence.by_actor[column] = table.cell(row, column);
        if (!evidence.documents.hits.empty())
            if (const auto date = parse_date(evidence.documents.hits.front().date)) evidence.newest = date->year;
        report.commitments.push_back(std::move(evidence));
    }
    context.catalogs.with([&](Catalog& catalog) {
        auto statements = catalog.current_statements(kMostStatements);
        std::erase_if(statements, [&](const FoundStatement& one) { return !is_visible(one.record, visit); });
        add_statements(report, std::move(statements));
    });
    return report;
}

Response commitments(const SiteContext& context, const Visit& visit) {
    auto response = html_answer(context.templates->render("commitments", "Commitments – Samling",
                                                          commitments_view(commitment_report(context, visit), *visit.vocabularies)));
    response.headers.emplace_back("Vary", "Accept-Language");
    return response;
}

Response api_commitments(const SiteContext& context, const Visit& visit) {
    return json_answer(commitments_json(commitment_report(context, visit), *visit.vocabularies));
}

constexpr std::array kRoutes = {Route{"/voices", voices, "Whose documents are there, and whose are shown"},
                                Route{"/api/v1/voices", api_voices, "The same as JSON"},
                                Route{"/commitments", commitments, "Each commitment of the pledge, with its evidence"},
                                Route{"/api/v1/commitments", api_commitments, "The same as JSON"}};

} // namespace

std::span<const Route> voice_routes() {
    return kRoutes;
}

} // namespace samling
