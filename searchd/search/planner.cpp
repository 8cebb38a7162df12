#include "searchd/search/planner.h"

#include <algorithm>
#include <optional>

#include "searchd/search/query_nodes.h"
#include "searchd/search/stop_words.h"
#include "searchd/search/term_expansion.h"
#include "searchd/search/word_terms.h"

namespace samling {
namespace {

class Planner {
public:
    Planner(const QueryWishes& wishes, const QueryAdditions& additions, IndexView& view, const Vocabularies& vocabularies)
        : match_(wishes.match), additions_(additions), view_(view), vocabularies_(vocabularies) {}

    Plan plan(const QueryNode& node) {
        using enum QueryNode::Kind;
        if (node.kind == sequence) return plan_sequence(node);
        if (node.kind == all) return combine(Plan::Kind::all, node.children);
        if (node.kind == any) return combine(Plan::Kind::any, node.children);
        if (node.kind == phrase) return plan_phrase(node);
        if (node.kind == near) return plan_near(node);
        if (node.kind == pattern) return plan_pattern(node);
        if (node.kind == fuzzy) return plan_fuzzy(node);
        if (node.kind == code) return plan_code(node);
        if (node.kind == years) return plan_years(node.years);
        return plan_word(node);
    }

    WantedWords take_wanted() { return std::move(wanted_); }
    std::vector<std::string> take_notices() { return std::move(notices_); }

private:
    enum class Required { filters_only, words_too };

    static std::string prefix_of(const QueryNode& node) {
        return node.field ? std::string(node.field->prefix) : "";
    }

    Plan combine(Plan::Kind kind, const std::vector<QueryNode>& nodes) {
        std::vector<Plan> parts;
        for (const auto& node : nodes)
            parts.push_back(plan(node));
        return Plan::of(kind, std::move(parts));
    }

    /// True for what narrows a search without saying what it is about, and for groups of nothing else.
    static bool is_filter(const QueryNode& node) {
        if (node.kind == QueryNode::Kind::code || node.kind == QueryNode::Kind::years) return true;
        return !node.children.empty() && std::all_of(node.children.begin(), node.children.end(), is_filter);
    }

    static bool is_stop(const QueryNode& node) {
        return node.kind == QueryNode::Kind::word && is_stop_word(fold(node.words.front()));
    }

    Plan plan_sequence(const QueryNode& sequence) {
        std::vector<Plan> plain, required, excluded;
        auto narrows = Required::filters_only;
        const bool has_meaning =
            std::any_of(sequence.children.begin(), sequence.children.end(),
                        [](const auto& node) { return !is_filter(node) && !is_stop(node); });
        for (const auto& node : sequence.children) {
            if (node.sign == QueryNode::Sign::excluded) {
                const auto wanted = wanted_;
                excluded.push_back(plan(node));
                wanted_ = wanted; // what must not be there is not to be marked
            } else if (is_filter(node)) {
                required.push_back(plan(node));
                required.back().weight = 0;
            } else if (node.sign == QueryNode::Sign::required) {
                required.push_back(plan(node));
                narrows = Required::words_too;
            } else if (!has_meaning || !is_stop(node)) {
                add(plan(node), plain);
            }
        }
        // What is made of nothing matches nothing. Only exclusions are of everything.
        auto result = plain.empty() && required.empty()
                          ? Plan::everything()
                          : with_required(join_plain(std::move(plain)), std::move(required), narrows);
        if (!excluded.empty()) result = joined(Plan::Kind::without, std::move(result), std::move(excluded));
        return result;
    }

    /// A word that is typed twice weighs twice.
    static void add(Plan part, std::vector<Plan>& parts) {
        const auto terms_of = [](const Plan& plan) { return plan.kind == Plan::Kind::also ? plan.children.front().terms : plan.terms; };
        const bool is_word = part.kind == Plan::Kind::word || part.kind == Plan::Kind::also;
        const auto same = std::find_if(parts.begin(), parts.end(), [&](const Plan& other) {
            return is_word && other.kind == part.kind && terms_of(other) == terms_of(part);
        });
        if (same == parts.end())
            parts.push_back(std::move(part));
        else
            ++same->weight;
    }

    static Plan joined(Plan::Kind kind, Plan first, std::vector<Plan> others) {
        others.insert(others.begin(), std::move(first));
        return Plan::of(kind, std::move(others));
    }

    std::optional<Plan> join_plain(std::vector<Plan> plain) const {
        if (plain.empty()) return std::nullopt;
        const auto kind = match_ == Match::all   ? Plan::Kind::all
                          : match_ == Match::any ? Plan::Kind::any
                                                 : Plan::Kind::best;
        const bool several = plain.size() > 1;
        auto result = Plan::of(kind, std::move(plain));
        if (kind == Plan::Kind::best && several) result.bonus = view_.ranking.full_match;
        return result;
    }

    /// All of `required`; plain words beside them only add to the score, unless all are asked for.
    Plan with_required(std::optional<Plan> plain, std::vector<Plan> required, Required narrows) const {
        if (required.empty()) return std::move(*plain);
        const bool needs_plain = narrows == Required::filters_only || match_ == Match::all;
        if (plain && needs_plain) required.push_back(std::move(*plain));
        auto result = Plan::of(Plan::Kind::all, std::move(required));
        if (!plain || needs_plain) return result;
        std::vector<Plan> others;
        others.push_back(std::move(*plain));
        return joined(Plan::Kind::boosted, std::move(result), std::move(others));
    }

    Plan plan_word(const QueryNode& node) {
        const auto word = word_terms(node.words.front(), prefix_of(node), view_);
        wanted_.forms.emplace_back(word.forms.begin(), word.forms.end());
        wanted_.stems.emplace_back(word.stems.begin(), word.stems.end());
        auto plan = Plan::word({word.terms.begin(), word.terms.end()});
        if (!node.field) plan.wanted = static_cast<int>(wanted_.forms.size()) - 1;
        const auto additions = additions_.by_word.find(&node);
        return additions == additions_.by_word.end() ? plan : with_additions(std::move(plan), additions->second);
    }

    Plan with_additions(Plan word, const std::vector<Addition>& additions) {
        std::vector<Plan> plans;
        plans.push_back(std::move(word));
        for (const auto& addition : additions) {
            plans.push_back(addition.plan);
            for (const auto& text : addition.texts)
                want(text);
        }
        return Plan::of(Plan::Kind::also, std::move(plans));
    }

    /// A name of several words counts where it stands as a phrase, parts of a compound wherever they stand.
    void want(const AddedText& text) {
        std::vector<std::size_t> numbers;
        for (const auto& word : text.words) {
            numbers.push_back(wanted_.forms.size());
            wanted_.added.insert(numbers.back());
            wanted_.forms.emplace_back(word.forms.begin(), word.forms.end());
            wanted_.stems.emplace_back(word.stems.begin(), word.stems.end());
        }
        if (numbers.size() > 1 && text.why != QueryExpansion::Why::compound) wanted_.phrases.push_back(std::move(numbers));
    }

    /// Without a language a stem is the folded word. Not by tokenize(): alone, a word may be split otherwise.
    std::string exact_form(const std::string& word) { return view_.analyzer("").stem(word); }

    Plan plan_phrase(const QueryNode& node) {
        std::vector<Plan> words;
        auto& phrase = wanted_.phrases.emplace_back();
        for (const auto& word : node.words) {
            const auto exact = exact_form(word);
            words.push_back(Plan::word({prefix_of(node) + exact}));
            phrase.push_back(wanted_.forms.size());
            wanted_.forms.push_back({exact});
            wanted_.stems.emplace_back();
        }
        return Plan::of(Plan::Kind::phrase, std::move(words));
    }

    /// As a phrase in any order; each word is marked wherever it stands.
    Plan plan_near(const QueryNode& node) {
        std::vector<Plan> words;
        for (const auto& word : node.words) {
            const auto exact = exact_form(word);
            words.push_back(Plan::word({prefix_of(node) + exact}));
            wanted_.forms.push_back({exact});
            wanted_.stems.emplace_back();
        }
        auto plan = Plan::of(Plan::Kind::near, std::move(words));
        plan.window += node.distance - 1;
        return plan;
    }

    Plan plan_pattern(const QueryNode& node) {
        return plan_expansion(node, expand_pattern(view_, prefix_of(node), node.words.front()));
    }

    Plan plan_fuzzy(const QueryNode& node) {
        return plan_expansion(
            node, expand_fuzzy(view_, prefix_of(node), node.words.front(), node.distance));
    }

    Plan plan_expansion(const QueryNode& node, const Expansion& expansion) {
        auto& forms = wanted_.forms.emplace_back();
        wanted_.stems.emplace_back();
        std::vector<std::string> terms;
        for (const auto& word : expansion.words) {
            terms.push_back(prefix_of(node) + word);
            forms.insert(word);
        }
        if (!expansion.complete)
            notices_.push_back("\"" + describe_words(node) + "\" stands for more words than can be searched; the " +
                               std::to_string(kMaxExpansions) + " most frequent were.");
        return terms.empty() ? Plan() : Plan::word(std::move(terms));
    }

    static std::string describe_words(QueryNode node) {
        node.sign = QueryNode::Sign::plain;
        return describe(node);
    }

    Plan plan_code(const QueryNode& node) {
        auto value = node.words.front();
        if (node.field->facet) {
            if (const auto* meant = vocabularies_.of(*node.field->facet).resolve(value))
                value = meant->code;
            else
                notices_.push_back("There is no " + std::string(node.field->name) + " \"" + value + "\".");
        } else if (node.field->name != "id") {
            value = fold(value);
        }
        return Plan::word({make_term(node.field->prefix, value)});
    }

    static Plan plan_years(const YearRange& years) {
        Plan plan;
        plan.kind = Plan::Kind::years;
        plan.years = years;
        return plan;
    }

    Match match_;
    const QueryAdditions& additions_;
    IndexView& view_;
    const Vocabularies& vocabularies_;
    WantedWords wanted_;
    std::vector<std::string> notices_;
};

} // namespace

PlannedQuery plan_query(const QueryNode& root, const QueryWishes& wishes, IndexView& view,
                        const Vocabularies& vocabularies) {
    auto additions = find_additions(root, wishes, view, vocabularies);
    Planner planner(wishes, additions, view, vocabularies);
    auto plan = planner.plan(root);
    auto notices = planner.take_notices();
    keep_first(notices);
    return {std::move(plan), planner.take_wanted(), std::move(notices), std::move(additions.shown)};
}

} // namespace samling
