#include "searchd/search/query_additions.h"

#include <algorithm>
#include <set>

#include "searchd/search/named_concepts.h"

namespace samling {
namespace {

using Nodes = std::vector<const QueryNode*>;
using Why = QueryExpansion::Why;

bool is_plain_word(const QueryNode& node) {
    return node.kind == QueryNode::Kind::word && !node.field && node.sign == QueryNode::Sign::plain;
}

class Finder {
public:
    Finder(const QueryWishes& wishes, IndexView& view, const Vocabularies& vocabularies)
        : wishes_(wishes), view_(view), vocabularies_(vocabularies) {
        for (const auto& text : wishes.except)
            except_.insert(fold(text)); // words of the index are shown as they are written, and compared as they are found
    }

    /// Words that follow each other are looked at together.
    void walk(const QueryNode& node) {
        if (node.sign == QueryNode::Sign::excluded || node.field) return;
        Nodes run;
        for (const auto& child : node.children) {
            const bool follows = is_plain_word(child) && node.kind == QueryNode::Kind::sequence;
            if (!follows) take(run);
            if (is_plain_word(child))
                run.push_back(&child);
            else
                walk(child);
            if (!follows) take(run);
        }
        take(run);
    }

    QueryAdditions take() { return std::move(result_); }

private:
    void take(Nodes& run) {
        std::vector<std::string> words;
        for (const auto* node : run)
            words.push_back(node->words.front());
        if (!run.empty() && wishes_.expand == Switch::on) add_names(run, words);
        if (!run.empty() && wishes_.decompound == Switch::on) add_compounds(run, words);
        run.clear();
    }

    void add_compounds(const Nodes& run, const std::vector<std::string>& words) {
        auto& plain = view_.analyzer("");
        for (std::size_t i = 0; i < run.size() && !view_.deadline.passed(); ++i) {
            const auto word = plain.stem(words[i]);
            if (const auto& parts = compound_parts(word, view_); parts && wanted(*parts))
                add({run[i]}, words[i], *parts, near_plan(*parts));
            if (i + 1 < run.size())
                if (const auto& whole = compound_of(word, plain.stem(words[i + 1]), view_); whole && wanted(*whole))
                    add({run[i], run[i + 1]}, words[i] + " " + words[i + 1], *whole,
                        weighted(Plan::word(whole->words.front().terms), view_.ranking.joined));
            add_longer(run[i], words[i], compounds_with(word, view_));
        }
    }

    /// All compounds with a word are one word to the score, so that rare ones weigh no more than it.
    void add_longer(const QueryNode* node, const std::string& typed, const std::vector<AddedText>& compounds) {
        Addition addition;
        std::set<std::string> terms;
        for (const auto& compound : compounds) {
            if (is_shown(compound) || !wanted(compound)) continue;
            const auto& word = compound.words.front();
            terms.insert(word.terms.begin(), word.terms.end());
            show(typed, compound, view_.ranking.longer);
            addition.texts.push_back(compound);
        }
        if (terms.empty()) return;
        addition.plan = weighted(Plan::word({terms.begin(), terms.end()}), view_.ranking.longer);
        result_.by_word[node].push_back(std::move(addition));
    }

    bool is_shown(const AddedText& text) const {
        return std::any_of(result_.shown.begin(), result_.shown.end(), [&](const auto& shown) { return shown.added == text.text; });
    }

    Plan near_plan(const AddedText& parts) const {
        std::vector<Plan> words;
        for (const auto& part : parts.words)
            words.push_back(Plan::word(part.forms));
        auto plan = Plan::of(Plan::Kind::near, std::move(words));
        plan.window = std::max(plan.window, static_cast<std::uint32_t>(view_.ranking.compound_window));
        return weighted(std::move(plan), view_.ranking.compound);
    }

    void add(const Nodes& nodes, const std::string& typed, const AddedText& text, Plan plan) {
        show(typed, text, plan.weight);
        plan.weight /= static_cast<double>(nodes.size());
        for (const auto* node : nodes)
            result_.by_word[node].push_back({plan, {text}});
    }

    /// All names of a concept that are one word are one word to the score, so that rare ones weigh no more than it.
    void add_names(const Nodes& run, const std::vector<std::string>& words) {
        for (const auto& named : named_concepts(words, vocabularies_)) {
            const Nodes nodes(run.begin() + static_cast<std::ptrdiff_t>(named.first),
                              run.begin() + static_cast<std::ptrdiff_t>(named.first + named.words));
            std::string typed;
            for (std::size_t i = 0; i < named.words; ++i)
                typed += (i == 0 ? "" : " ") + words[named.first + i];
            Addition addition;
            std::vector<std::string> terms;
            std::vector<Plan> plans;
            for (const auto& text : concept_texts(named.field, named.code, view_, vocabularies_)) {
                if (fold(text.text) == fold(typed) || !wanted(text)) continue;
                if (text.words.size() == 1)
                    terms.insert(terms.end(), text.words.front().terms.begin(), text.words.front().terms.end());
                else
                    plans.push_back(phrase_plan(text));
                show(typed, text, view_.ranking.names);
                addition.texts.push_back(text);
            }
            std::sort(terms.begin(), terms.end());
            terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
            if (!terms.empty()) plans.push_back(Plan::word(std::move(terms)));
            if (plans.empty()) continue;
            addition.plan = weighted(Plan::of(Plan::Kind::any, std::move(plans)),
                                     view_.ranking.names / static_cast<double>(named.words));
            for (const auto* node : nodes)
                result_.by_word[node].push_back(addition);
        }
    }

    static Plan phrase_plan(const AddedText& text) {
        std::vector<Plan> words;
        for (const auto& word : text.words)
            words.push_back(Plan::word({word.forms.front()}));
        const auto count = static_cast<double>(words.size());
        return weighted(Plan::of(Plan::Kind::phrase, std::move(words)), 1 / count);
    }

    static Plan weighted(Plan plan, double weight) {
        plan.weight *= weight;
        return plan;
    }

    /// Neither left out by the reader nor made of a word that stands in no document they may see: what is added is shown.
    bool wanted(const AddedText& text) const {
        if (except_.contains(fold(text.text))) return false;
        return view_.visible.all() || std::all_of(text.words.begin(), text.words.end(), [&](const AddedWord& word) {
                   return occurs(word.terms) || occurs(word.forms);
               });
    }

    bool occurs(const std::vector<std::string>& terms) const {
        return std::any_of(terms.begin(), terms.end(), [&](const auto& term) { return view_.visible.occurs(view_.database, term); });
    }

    void show(const std::string& typed, const AddedText& text, double weight) {
        result_.shown.push_back({text.why, typed, text.text, text.language, weight});
    }

    const QueryWishes& wishes_;
    IndexView& view_;
    const Vocabularies& vocabularies_;
    std::set<std::string> except_; ///< Folded texts.
    QueryAdditions result_;
};

} // namespace

QueryAdditions find_additions(const QueryNode& root, const QueryWishes& wishes, IndexView& view,
                              const Vocabularies& vocabularies) {
    if (wishes.decompound == Switch::off && wishes.expand == Switch::off) return {};
    Finder finder(wishes, view, vocabularies);
    finder.walk(root);
    return finder.take();
}

} // namespace samling
