#pragma once
// Documents of made-up words, plans over them, and how the evaluator's answer differs from Xapian's.

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "searchd/search/evaluator.h"
#include "searchd/search/index_reader.h"
#include "searchd/search/translator.h"
#include "searchd/search/xapian_matcher.h"
#include "tests/searchd/search_fixtures.h"

namespace samling::test {

/// Words with very different frequencies: the first is nearly everywhere, the last nearly nowhere.
inline std::string word_of(std::mt19937& random, int vocabulary) {
    const double share = std::generate_canonical<double, 32>(random);
    return "w" + std::to_string(static_cast<int>(vocabulary * share * share * share));
}

inline Given random_document(std::mt19937& random, const std::string& id, int vocabulary) {
    const std::vector<std::string> regions = {"KE", "NG", "DK", "PE"};
    Given given{id, word_of(random, vocabulary), {}, random() % 6 == 0 ? 0 : 2015 + static_cast<int>(random() % 6)};
    for (auto pages = 1 + random() % 2; pages > 0; --pages) {
        std::string text;
        for (auto n = 1 + random() % 60; n > 0; --n)
            text += word_of(random, vocabulary) + (random() % 9 == 0 ? ". " : " ");
        given.pages.push_back(text);
    }
    for (auto n = random() % 3; n > 0; --n)
        given.regions.push_back(regions[random() % regions.size()]);
    return given;
}

inline std::vector<Given> random_documents(int count, int vocabulary, unsigned seed = 5) {
    std::mt19937 random(seed);
    std::vector<Given> documents;
    for (int i = 0; i < count; ++i)
        documents.push_back(random_document(random, std::to_string(i), vocabulary));
    return documents;
}

class RandomPlans {
public:
    explicit RandomPlans(int vocabulary, unsigned seed = 99) : random_(seed), vocabulary_(vocabulary) {}

    Plan next(int depth) {
        auto plan = depth > 0 && below(3) > 0 ? group(depth) : leaf();
        const double weights[] = {1, 1, 1, 1, 0, 0.5, 2};
        plan.weight *= weights[below(std::size(weights))];
        return plan;
    }

private:
    std::size_t below(std::size_t limit) { return random_() % limit; }

    Plan word() {
        std::vector<std::string> terms;
        for (auto n = below(4) == 0 ? 1 + below(5) : 1; n > 0; --n)
            terms.push_back(word_of(random_, vocabulary_));
        std::sort(terms.begin(), terms.end());
        terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
        if (below(20) == 0) terms = {"nosuchterm"};
        if (below(20) == 0) terms = {"S" + terms.front()};
        return Plan::word(terms);
    }

    Plan windowed() {
        std::vector<Plan> words;
        for (auto n = 2 + below(2); n > 0; --n)
            words.push_back(Plan::word({word_of(random_, vocabulary_)}));
        auto plan = Plan::of(below(2) == 0 ? Plan::Kind::phrase : Plan::Kind::near, std::move(words));
        plan.window += static_cast<std::uint32_t>(below(6));
        return plan;
    }

    Plan leaf() {
        const auto kind = below(12);
        if (kind == 0) return Plan();
        if (kind == 1) return Plan::everything();
        if (kind == 2) return Plan::word({"XREGION" + std::string(below(2) == 0 ? "KE" : "002")});
        if (kind == 3) {
            Plan plan;
            plan.kind = Plan::Kind::years;
            plan.years = {static_cast<int>(2014 + below(4)), static_cast<int>(2017 + below(4))};
            return plan;
        }
        return kind < 6 ? windowed() : word();
    }

    Plan group(int depth) {
        const Plan::Kind kinds[] = {Plan::Kind::all,  Plan::Kind::any,     Plan::Kind::any,
                                    Plan::Kind::best, Plan::Kind::without, Plan::Kind::boosted,
                                    Plan::Kind::also};
        const auto kind = kinds[below(std::size(kinds))];
        std::vector<Plan> children;
        for (auto n = 2 + below(4); n > 0; --n)
            children.push_back(next(depth - 1));
        auto plan = Plan::of(kind, std::move(children));
        if (kind == Plan::Kind::best) plan.bonus = static_cast<double>(below(3));
        return plan;
    }

    std::mt19937 random_;
    int vocabulary_;
};

/// Whether documents that have all words of the plan may yet not match, since the words have to stand together.
inline bool hangs_on_places(const Plan& plan) {
    using enum Plan::Kind;
    if (plan.kind == phrase || plan.kind == near) return true;
    if (plan.kind == all) return std::any_of(plan.children.begin(), plan.children.end(), hangs_on_places);
    return (plan.kind == without || plan.kind == boosted) && hangs_on_places(plan.children.front());
}

/// Whether Xapian 1.4.22 scores the plan rightly. Where it only checks single documents (within an AND, on the right
/// of an AND_MAYBE) and a phrase, or an AND with one, is optional there, it adds the weights of the words although the
/// phrase does not stand in the document: the whole then has another score than its parts together.
inline bool xapian_scores_rightly(const Plan& plan, bool checked = false) {
    using enum Plan::Kind;
    const bool is_or = plan.kind == any || plan.kind == best || plan.kind == also;
    const bool optional = checked && (is_or || plan.kind == boosted);
    checked = checked || plan.kind == all || plan.kind == best || plan.kind == without || plan.kind == boosted;
    return std::all_of(plan.children.begin(), plan.children.end(), [&](const Plan& child) {
        return !(hangs_on_places(child) && (optional || (is_or && checked))) && xapian_scores_rightly(child, checked);
    });
}

/// Whether an OR stands below an AND in it.
inline bool has_checked_or(const Plan& plan, bool checked = false) {
    using enum Plan::Kind;
    const bool is_or = plan.kind == any || plan.kind == best || plan.kind == also;
    if (is_or && checked) return true;
    checked = checked || plan.kind == all || plan.kind == best || plan.kind == without || plan.kind == boosted;
    return std::any_of(plan.children.begin(), plan.children.end(), [&](const Plan& child) { return has_checked_or(child, checked); });
}

/// Whether Xapian 1.4.22 decides by memory that it has not set: what is excluded has no weights, so their limits are not
/// reckoned, but an OR that is only checked there compares them. Its answer then depends on what the memory held before.
inline bool xapian_reads_unset_memory(const Plan& plan) {
    const auto excluded = plan.kind == Plan::Kind::without ? plan.children.begin() + 1 : plan.children.end();
    return std::any_of(excluded, plan.children.end(), [](const Plan& child) { return has_checked_or(child); }) ||
           std::any_of(plan.children.begin(), plan.children.end(), xapian_reads_unset_memory);
}

/// What differs between the evaluator and Xapian, or nothing.
inline std::string difference(IndexView& view, const Plan& plan, const Bm25& bm25) {
    if (xapian_reads_unset_memory(plan)) return "";
    const Deadline never(std::chrono::milliseconds(0));
    Evaluator evaluator(view, never);
    const auto found = evaluator.match(plan);
    const auto query = translate(plan);
    const XapianMatcher xapian(view.database, query, bm25);
    const auto expected = xapian.match();
    if (!std::equal(found.begin(), found.end(), expected.begin(), expected.end()))
        return std::to_string(found.size()) + " documents instead of " + std::to_string(expected.size());
    if (!xapian_scores_rightly(plan)) return "";
    std::vector<float> ours(view.snapshot->lengths.size(), 0), theirs = ours;
    evaluator.score(found, ours);
    xapian.score(theirs);
    for (const auto document : found)
        if (std::abs(ours[document] - theirs[document]) > 1e-5f * std::max(1.0f, theirs[document]))
            return "document " + std::to_string(document) + " scores " + std::to_string(ours[document]) +
                   " instead of " + std::to_string(theirs[document]);
    return "";
}

} // namespace samling::test
