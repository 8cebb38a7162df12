#include "searchd/search/query_builder.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <set>

#include "searchd/search/stop_words.h"

namespace samling {
namespace {

constexpr double kFullMatchBonus =
    1.0; ///< What a document gains that has all words, in units of its score for them.
constexpr Xapian::termcount kMaxExpansions = 100;

class QueryBuilder {
public:
    QueryBuilder(Match match, IndexView& view, const Vocabularies& vocabularies)
        : match_(match), view_(view), vocabularies_(vocabularies) {}

    Xapian::Query build(const QueryNode& node) {
        using enum QueryNode::Kind;
        if (node.kind == sequence) return build_sequence(node);
        if (node.kind == all) return combine(Xapian::Query::OP_AND, node.children);
        if (node.kind == any) return combine(Xapian::Query::OP_OR, node.children);
        if (node.kind == phrase) return build_phrase(node);
        if (node.kind == prefix) return build_prefix(node);
        if (node.kind == code) return build_code(node);
        if (node.kind == years) return build_years(node.years);
        return build_word(node);
    }

    WantedWords take_wanted() { return std::move(wanted_); }
    std::vector<std::string> take_notices() { return std::move(notices_); }

private:
    enum class Required { filters_only, words_too };

    static std::string prefix_of(const QueryNode& node) {
        return node.field ? std::string(node.field->prefix) : "";
    }

    Xapian::Query combine(Xapian::Query::op op, const std::vector<QueryNode>& nodes) {
        std::vector<Xapian::Query> parts;
        for (const auto& node : nodes)
            parts.push_back(build(node));
        return Xapian::Query(op, parts.begin(), parts.end());
    }

    /// True for what narrows a search without saying what it is about, and for groups of nothing else.
    static bool is_filter(const QueryNode& node) {
        if (node.kind == QueryNode::Kind::code || node.kind == QueryNode::Kind::years) return true;
        return !node.children.empty() && std::all_of(node.children.begin(), node.children.end(), is_filter);
    }

    static bool is_stop(const QueryNode& node) {
        return node.kind == QueryNode::Kind::word && is_stop_word(fold(node.words.front()));
    }

    Xapian::Query build_sequence(const QueryNode& sequence) {
        std::vector<Xapian::Query> plain, required, excluded, stop;
        auto narrows = Required::filters_only;
        const bool has_meaning =
            std::any_of(sequence.children.begin(), sequence.children.end(),
                        [](const auto& node) { return !is_filter(node) && !is_stop(node); });
        for (const auto& node : sequence.children) {
            if (node.sign == QueryNode::Sign::excluded) {
                const auto wanted = wanted_;
                excluded.push_back(build(node));
                wanted_ = wanted; // what must not be there is not to be marked
            } else if (is_filter(node)) {
                required.push_back(Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, build(node), 0));
            } else if (node.sign == QueryNode::Sign::required) {
                required.push_back(build(node));
                narrows = Required::words_too;
            } else if (is_stop(node)) {
                const auto wanted = wanted_;
                stop.push_back(build(node));
                if (has_meaning) wanted_ = wanted; // no reader looks for a marked "of"
            } else {
                plain.push_back(build(node));
            }
        }
        if (plain.empty()) plain.swap(stop);
        // An empty Xapian::Query matches nothing; so does what is made of one. Only exclusions are of
        // everything.
        auto query = plain.empty() && required.empty() ? Xapian::Query::MatchAll
                                                       : with_required(join_plain(plain), required, narrows);
        for (const auto& part : excluded)
            query = Xapian::Query(Xapian::Query::OP_AND_NOT, query, part);
        if (!stop.empty())
            query = Xapian::Query(Xapian::Query::OP_AND_MAYBE, query,
                                  Xapian::Query(Xapian::Query::OP_OR, stop.begin(), stop.end()));
        return query;
    }

    std::optional<Xapian::Query> join_plain(const std::vector<Xapian::Query>& plain) const {
        if (plain.empty()) return std::nullopt;
        const auto op = match_ == Match::all ? Xapian::Query::OP_AND : Xapian::Query::OP_OR;
        Xapian::Query query(op, plain.begin(), plain.end());
        if (match_ != Match::best || plain.size() < 2) return query;
        const Xapian::Query full(Xapian::Query::OP_AND, plain.begin(), plain.end());
        return Xapian::Query(Xapian::Query::OP_AND_MAYBE, query,
                             Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, full, kFullMatchBonus));
    }

    /// All of `required`; plain words beside them only add to the score, unless all are asked for.
    Xapian::Query with_required(const std::optional<Xapian::Query>& plain,
                                const std::vector<Xapian::Query>& required, Required narrows) const {
        if (required.empty()) return *plain;
        const Xapian::Query query(Xapian::Query::OP_AND, required.begin(), required.end());
        if (!plain) return query;
        const bool needs_plain = narrows == Required::filters_only || match_ == Match::all;
        return Xapian::Query(needs_plain ? Xapian::Query::OP_AND : Xapian::Query::OP_AND_MAYBE, query,
                             *plain);
    }

    Xapian::Query build_word(const QueryNode& node) {
        const auto& word = node.words.front();
        std::set<std::string> terms;
        auto& forms = wanted_.forms.emplace_back();
        auto& stems = wanted_.stems.emplace_back();
        const auto exact = exact_form(word);
        forms.insert(exact);
        terms.insert(prefix_of(node) + exact);
        for (const auto& language : view_.languages) {
            const auto stem = view_.analyzer(language).stem(word);
            stems.insert(stem);
            terms.insert("Z" + prefix_of(node) + stem);
        }
        if (view_.languages.empty()) terms.insert("Z" + prefix_of(node) + exact);
        return Xapian::Query(Xapian::Query::OP_SYNONYM, terms.begin(), terms.end());
    }

    /// Without a language a stem is the folded word. Not by tokenize(): alone, a word may be split otherwise.
    std::string exact_form(const std::string& word) { return view_.analyzer("").stem(word); }

    Xapian::Query build_phrase(const QueryNode& node) {
        std::vector<std::string> terms;
        auto& phrase = wanted_.phrases.emplace_back();
        for (const auto& word : node.words) {
            const auto exact = exact_form(word);
            terms.push_back(prefix_of(node) + exact);
            phrase.push_back(wanted_.forms.size());
            wanted_.forms.push_back({exact});
            wanted_.stems.emplace_back();
        }
        return Xapian::Query(Xapian::Query::OP_PHRASE, terms.begin(), terms.end(), terms.size());
    }

    Xapian::Query build_prefix(const QueryNode& node) {
        const auto begin = prefix_of(node) + exact_form(node.words.front());
        std::vector<std::string> terms;
        auto& forms = wanted_.forms.emplace_back();
        wanted_.stems.emplace_back();
        for (auto term = view_.database.allterms_begin(begin); term != view_.database.allterms_end(begin);
             ++term) {
            if (terms.size() == kMaxExpansions) {
                notices_.push_back("Only the first " + std::to_string(kMaxExpansions) +
                                   " words that begin with \"" + node.words.front() + "\" were searched.");
                break;
            }
            terms.push_back(*term);
            forms.insert((*term).substr(prefix_of(node).size()));
        }
        if (terms.empty()) return Xapian::Query(begin);
        return Xapian::Query(Xapian::Query::OP_SYNONYM, terms.begin(), terms.end());
    }

    Xapian::Query build_code(const QueryNode& node) {
        auto value = node.words.front();
        if (node.field->facet) {
            if (const auto* meant = vocabularies_.of(*node.field->facet).resolve(value))
                value = meant->code;
            else
                notices_.push_back("There is no " + std::string(node.field->name) + " \"" + value + "\".");
        } else if (node.field->name != "id") {
            value = fold(value);
        }
        return Xapian::Query(make_term(node.field->prefix, value));
    }

    static Xapian::Query build_years(const YearRange& years) {
        char from[8], to[12];
        std::snprintf(from, sizeof from, "%04d", years.from);
        std::snprintf(to, sizeof to, "%04d1231", years.to == 0 ? 9999 : years.to);
        return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, kDateSlot, from, to);
    }

    Match match_;
    IndexView& view_;
    const Vocabularies& vocabularies_;
    WantedWords wanted_;
    std::vector<std::string> notices_;
};

} // namespace

BuiltQuery build_query(const QueryNode& root, Match match, IndexView& view,
                       const Vocabularies& vocabularies) {
    QueryBuilder builder(match, view, vocabularies);
    auto query = builder.build(root);
    return {std::move(query), builder.take_wanted(), builder.take_notices()};
}

} // namespace samling
