#include "searchd/search/query_builder.h"

#include <algorithm>
#include <array>
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

private:
    static std::string prefix_of(const QueryNode& node) {
        return node.field ? std::string(node.field->prefix) : "";
    }

    Xapian::Query combine(Xapian::Query::op op, const std::vector<QueryNode>& nodes) {
        std::vector<Xapian::Query> parts;
        for (const auto& node : nodes)
            parts.push_back(build(node));
        return Xapian::Query(op, parts.begin(), parts.end());
    }

    static bool is_filter(const QueryNode& node) {
        return node.kind == QueryNode::Kind::code || node.kind == QueryNode::Kind::years;
    }

    static bool is_stop(const QueryNode& node) {
        return node.kind == QueryNode::Kind::word && is_stop_word(fold(node.words.front()));
    }

    Xapian::Query build_sequence(const QueryNode& sequence) {
        std::vector<Xapian::Query> plain, required, excluded, stop;
        const bool has_meaning = std::any_of(sequence.children.begin(), sequence.children.end(),
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
            } else if (is_stop(node)) {
                const auto wanted = wanted_;
                stop.push_back(build(node));
                if (has_meaning) wanted_ = wanted; // no reader looks for a marked "of"
            } else {
                plain.push_back(build(node));
            }
        }
        if (plain.empty()) plain.swap(stop);
        auto query = with_required(join_plain(plain), required);
        if (query.empty()) query = excluded.empty() ? Xapian::Query() : Xapian::Query::MatchAll;
        for (const auto& part : excluded)
            query = Xapian::Query(Xapian::Query::OP_AND_NOT, query, part);
        if (!stop.empty() && !query.empty())
            query = Xapian::Query(Xapian::Query::OP_AND_MAYBE, query,
                                  Xapian::Query(Xapian::Query::OP_OR, stop.begin(), stop.end()));
        return query;
    }

    Xapian::Query join_plain(const std::vector<Xapian::Query>& plain) const {
        if (plain.empty()) return {};
        const auto op = match_ == Match::all ? Xapian::Query::OP_AND : Xapian::Query::OP_OR;
        Xapian::Query query(op, plain.begin(), plain.end());
        if (match_ != Match::best || plain.size() < 2) return query;
        const Xapian::Query full(Xapian::Query::OP_AND, plain.begin(), plain.end());
        return Xapian::Query(Xapian::Query::OP_AND_MAYBE, query,
                             Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, full, kFullMatchBonus));
    }

    /// All of `required`; plain words beside them only add to the score, unless all are asked for.
    Xapian::Query with_required(Xapian::Query plain, std::vector<Xapian::Query>& required) const {
        if (required.empty()) return plain;
        Xapian::Query query(Xapian::Query::OP_AND, required.begin(), required.end());
        if (plain.empty()) return query;
        const bool filters_only = query.get_type() == Xapian::Query::OP_SCALE_WEIGHT ||
                                  std::all_of(required.begin(), required.end(), [](const auto& part) {
                                      return part.get_type() == Xapian::Query::OP_SCALE_WEIGHT;
                                  });
        const auto op =
            filters_only || match_ == Match::all ? Xapian::Query::OP_AND : Xapian::Query::OP_AND_MAYBE;
        return Xapian::Query(op, query, plain);
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

    std::string exact_form(const std::string& word) {
        std::string exact;
        view_.analyzer("").tokenize(word, [&](const Token& token) { exact = token.exact; });
        return exact;
    }

    Xapian::Query build_phrase(const QueryNode& node) {
        std::vector<std::string> terms;
        for (const auto& word : node.words) {
            const auto exact = exact_form(word);
            terms.push_back(prefix_of(node) + exact);
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
            if (terms.size() == kMaxExpansions) break;
            terms.push_back(*term);
            forms.insert((*term).substr(prefix_of(node).size()));
        }
        if (terms.empty()) return Xapian::Query(begin);
        return Xapian::Query(Xapian::Query::OP_SYNONYM, terms.begin(), terms.end());
    }

    Xapian::Query build_code(const QueryNode& node) const {
        auto value = node.words.front();
        if (node.field->facet) {
            if (const auto* meant = vocabularies_.of(*node.field->facet).resolve(value)) value = meant->code;
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
};

} // namespace

BuiltQuery build_query(const QueryNode& root, Match match, IndexView& view,
                       const Vocabularies& vocabularies) {
    QueryBuilder builder(match, view, vocabularies);
    auto query = builder.build(root);
    return {std::move(query), builder.take_wanted()};
}

} // namespace samling
