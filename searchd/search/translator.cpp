#include "searchd/search/translator.h"

#include <cstdio>

#include "schema/index_layout.h"

namespace samling {
namespace {

using Xapian::Query;

Query years_query(const YearRange& years) {
    char from[8], to[12];
    std::snprintf(from, sizeof from, "%04d", years.from);
    std::snprintf(to, sizeof to, "%04d1231", years.to == 0 ? 9999 : years.to);
    return Query(Query::OP_VALUE_RANGE, kDateSlot, from, to);
}

Query join(Query::op op, const std::vector<Plan>& plans, std::size_t from = 0) {
    std::vector<Query> parts;
    for (std::size_t i = from; i < plans.size(); ++i)
        parts.push_back(translate(plans[i]));
    return Query(op, parts.begin(), parts.end());
}

Query windowed(Query::op op, const Plan& plan) {
    std::vector<Query> words;
    for (const auto& word : plan.children) {
        // Within a phrase an OR of terms is one word; a synonym is refused there.
        words.emplace_back(Query::OP_OR, word.terms.begin(), word.terms.end());
    }
    return Query(op, words.begin(), words.end(), plan.window);
}

Query best_query(const Plan& plan) {
    const auto any = join(Query::OP_OR, plan.children);
    if (plan.bonus == 0) return any;
    const auto full = join(Query::OP_AND, plan.children);
    return Query(Query::OP_AND_MAYBE, any, Query(Query::OP_SCALE_WEIGHT, full, plan.bonus));
}

/// One after another: Xapian adds wrong weights where a phrase stands in an OR on the right.
Query boosted_query(const Plan& plan) {
    auto query = translate(plan.children[0]);
    for (std::size_t i = 1; i < plan.children.size(); ++i)
        query = Query(Query::OP_AND_MAYBE, query, translate(plan.children[i]));
    return query;
}

Query unweighted(const Plan& plan) {
    using enum Plan::Kind;
    switch (plan.kind) {
    case nothing: return Query();
    case everything: return Query::MatchAll;
    case word: return Query(Query::OP_SYNONYM, plan.terms.begin(), plan.terms.end());
    case phrase: return windowed(Query::OP_PHRASE, plan);
    case near: return windowed(Query::OP_NEAR, plan);
    case years: return years_query(plan.years);
    case all: return join(Query::OP_AND, plan.children);
    case any:
    case also: return join(Query::OP_OR, plan.children);
    case best: return best_query(plan);
    case without:
        return Query(Query::OP_AND_NOT, translate(plan.children[0]), join(Query::OP_OR, plan.children, 1));
    case boosted: return boosted_query(plan);
    }
    return Query();
}

} // namespace

Query translate(const Plan& plan) {
    const auto query = unweighted(plan);
    return plan.weight == 1 ? query : Query(Query::OP_SCALE_WEIGHT, query, plan.weight);
}

} // namespace samling
