#include "searchd/search/explain.h"

#include "schema/index_layout.h"

namespace samling {
namespace {

std::uint32_t frequency_of(const std::string& term, std::uint32_t document, const Xapian::Database& database) {
    auto posting = database.postlist_begin(term);
    if (posting == database.postlist_end(term)) return 0;
    posting.skip_to(document);
    return posting != database.postlist_end(term) && *posting == document ? posting.get_wdf() : 0;
}

/// The same term in a field: the stem of it, or the form.
std::string in_field(const Field& field, const std::string& term) {
    return term.starts_with('Z') ? "Z" + std::string(field.prefix) + term.substr(1) : std::string(field.prefix) + term;
}

/// The text fields that the word stands in; what the others do not account for stands in the text itself.
std::vector<std::string> fields_of(const Plan& word, std::uint32_t document, IndexView& view, std::uint32_t frequency) {
    std::vector<std::string> names;
    std::uint32_t accounted = 0;
    for (const auto& field : index_fields()) {
        if (field.kind != FieldKind::text || field.prefix.empty()) continue;
        std::uint32_t here = 0;
        for (const auto& term : word.terms)
            here += frequency_of(in_field(field, term), document, view.database);
        if (here > 0) names.emplace_back(field.name);
        accounted += here * view.ranking.field_weight(field);
    }
    if (accounted < frequency) names.emplace_back("text");
    return names;
}

} // namespace

Explanation explain(const Ranked& ranked, const std::vector<MatchedWord>& words, IndexView& view) {
    Explanation explanation;
    explanation.bm25 = ranked.score - ranked.gains.sum();
    explanation.coverage = ranked.gains.coverage;
    explanation.proximity = ranked.gains.proximity;
    explanation.tags = ranked.gains.tags;
    explanation.recency = ranked.gains.recency;
    const double norm = view.snapshot->norms[ranked.document];
    for (const auto& word : words) {
        const auto frequency = word.postings->frequency_in(ranked.document);
        if (frequency == 0) continue;
        explanation.words.push_back({word.plan->terms, word.weight, frequency,
                                     word.weight * frequency / (norm + frequency),
                                     fields_of(*word.plan, ranked.document, view, frequency)});
    }
    return explanation;
}

} // namespace samling
