#include "searchd/search/query.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

#include "schema/nearest_name.h"
#include "searchd/search/query_fields.h"
#include "searchd/search/query_nodes.h"
#include "searchd/search/query_text.h"
#include "searchd/search/query_words.h"

namespace samling {
namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Parser {
public:
    Parser(std::string_view text, ParsedQuery& result) : text_(text), result_(result) {}

    QueryNode parse() {
        auto node = parse_any();
        if (at_ < text_.size()) throw NotUnderstood{"a ')' has no '('"};
        if (node.kind == QueryNode::Kind::sequence) return node;
        return group_of(QueryNode::Kind::sequence, {std::move(node)});
    }

private:
    void skip_spaces() {
        while (at_ < text_.size() && is_space(text_[at_]))
            ++at_;
    }

    bool at_end_of_word(std::size_t at) const {
        return at >= text_.size() || is_space(text_[at]) || text_[at] == '(' || text_[at] == ')';
    }

    bool at_end() const { return at_ >= text_.size() || text_[at_] == ')'; }

    /// Takes `word` if it stands here as a word of its own.
    bool take_operator(std::string_view word) {
        skip_spaces();
        if (text_.substr(at_, word.size()) != word || !at_end_of_word(at_ + word.size())) return false;
        at_ += word.size();
        return true;
    }

    bool sees_operator() {
        const auto here = at_;
        const bool found = take_operator("AND") || take_operator("OR");
        at_ = here;
        return found;
    }

    QueryNode parse_any() {
        return parse_list(
            "OR", [&] { return parse_all(); }, any_of);
    }

    QueryNode parse_all() {
        return parse_list(
            "AND", [&] { return parse_sequence(); }, all_of);
    }

    template <typename Part, typename Join>
    QueryNode parse_list(std::string_view word, Part part, Join join) {
        QueryNodes parts;
        do
            parts.push_back(part());
        while (take_operator(word));
        if (cut_) std::erase_if(parts, is_empty); // what is beyond the limit is no mistake
        if (parts.empty()) return {};
        if (parts.size() == 1) return std::move(parts.front());
        if (std::any_of(parts.begin(), parts.end(), is_empty))
            throw NotUnderstood{std::string(word) + " needs something on both sides"};
        return join(std::move(parts));
    }

    QueryNode parse_sequence() {
        QueryNode sequence;
        while (true) {
            skip_spaces();
            if (at_end() || sees_operator()) break;
            const auto sign = parse_sign();
            for (auto& node : parse_item()) {
                node.sign = sign;
                sequence.children.push_back(std::move(node));
            }
        }
        return sequence;
    }

    QueryNode::Sign parse_sign() {
        if (take_operator("NOT")) {
            skip_spaces();
            if (at_end()) throw NotUnderstood{"NOT needs a word after it"};
            return QueryNode::Sign::excluded;
        }
        const char sign = text_[at_];
        const bool before_word = at_ + 1 < text_.size() && !is_space(text_[at_ + 1]);
        if ((sign != '+' && sign != '-') || !before_word) return QueryNode::Sign::plain;
        ++at_;
        return sign == '+' ? QueryNode::Sign::required : QueryNode::Sign::excluded;
    }

    QueryNodes parse_item() {
        if (take_near() > 0) near_words({});
        auto nodes = parse_primary();
        auto distance = take_near();
        if (distance == 0) return nodes;
        QueryNodes joined = near_words(std::move(nodes));
        unsigned widest = 0;
        for (; distance > 0; distance = take_near()) {
            widest = std::max(widest, distance);
            skip_spaces();
            auto right = near_words(at_end() ? QueryNodes{} : parse_primary());
            std::move(right.begin(), right.end(), std::back_inserter(joined));
        }
        if (joined.size() < 2) return joined; // the others are beyond the limit
        return {near_of(std::move(joined), widest)};
    }

    /// Takes NEAR or NEAR/5 and gives its distance; 0: there is none.
    unsigned take_near() {
        constexpr std::string_view kWord = "NEAR";
        skip_spaces();
        if (text_.substr(at_, kWord.size()) != kWord) return 0;
        auto end = at_ + kWord.size();
        unsigned distance = kDefaultNearDistance;
        if (end < text_.size() && text_[end] == '/') {
            distance = take_number(++end).value_or(0);
            if (distance == 0) throw NotUnderstood{"NEAR/ wants a number of words, as in NEAR/5"};
        }
        if (!at_end_of_word(end)) return 0;
        at_ = end;
        return bounded(distance);
    }

    /// The number at `at`, which is then behind it; one that is too large is the largest. Nothing: there is none.
    std::optional<unsigned> take_number(std::size_t& at) const {
        unsigned number = 0;
        const auto [after, error] = std::from_chars(text_.data() + at, text_.data() + text_.size(), number);
        if (error == std::errc::invalid_argument) return std::nullopt;
        at = static_cast<std::size_t>(after - text_.data());
        return error == std::errc() ? number : std::numeric_limits<unsigned>::max();
    }

    unsigned bounded(unsigned distance) {
        if (distance > kMaxNearDistance)
            result_.notices.push_back("Words are looked for at most " + std::to_string(kMaxNearDistance) +
                                      " words apart.");
        return std::min(distance, kMaxNearDistance);
    }

    QueryNodes near_words(QueryNodes nodes) const {
        using enum QueryNode::Kind;
        if (cut_ && nodes.empty()) return nodes;
        if (nodes.size() != 1 || (nodes.front().kind != word && nodes.front().kind != phrase))
            throw NotUnderstood{"NEAR needs a word or a phrase on both sides"};
        return nodes;
    }

    QueryNodes parse_primary() {
        if (at_ < text_.size() && text_[at_] == '(') return parse_group();
        if (const auto quote = quote_at(text_, at_)) {
            const auto inside = take_quoted(quote);
            return phrase(inside, take_slop());
        }
        if (field_ && field_->kind == FieldKind::date) return years();
        return parse_word();
    }

    QueryNodes parse_group() {
        if (++depth_ > kMaxQueryDepth) throw NotUnderstood{"parentheses are nested too deeply"};
        ++at_;
        auto node = parse_any();
        skip_spaces();
        if (at_ >= text_.size()) throw NotUnderstood{"a '(' is not closed"};
        ++at_;
        --depth_;
        return is_empty(node) ? QueryNodes{} : QueryNodes{unwrapped(std::move(node))};
    }

    std::string_view take_quoted(std::size_t quote) {
        at_ += quote;
        for (auto end = at_; end < text_.size(); ++end)
            if (const auto closing = quote_at(text_, end)) {
                const auto inside = text_.substr(at_, end - at_);
                at_ = end + closing;
                return inside;
            }
        throw NotUnderstood{"a quotation mark is not closed"};
    }

    /// Takes "~10" behind a phrase; 0: there is none.
    unsigned take_slop() {
        if (at_ >= text_.size() || text_[at_] != '~') return 0;
        auto end = at_ + 1;
        const auto distance = take_number(end);
        if (!distance || !at_end_of_word(end))
            throw NotUnderstood{"~ behind a phrase wants a number of words, as in ~10"};
        at_ = end;
        return bounded(*distance);
    }

    QueryNodes phrase(std::string_view text, unsigned distance) {
        if (field_ && field_->kind != FieldKind::text) return value(text);
        QueryNode node;
        node.field = field_;
        node.words = query_words(text);
        node.distance = distance;
        if (node.words.size() > kMaxPhraseWords) {
            node.words.resize(kMaxPhraseWords);
            result_.notices.push_back("A phrase was cut to its first " + std::to_string(kMaxPhraseWords) +
                                      " words.");
        }
        if (node.words.empty()) return {};
        node.kind = distance > 0 ? QueryNode::Kind::near : QueryNode::Kind::phrase;
        if (node.words.size() == 1) node.kind = QueryNode::Kind::word;
        return counted({std::move(node)});
    }

    QueryNodes parse_word() {
        const auto start = at_;
        while (at_ < text_.size() && !at_end_of_word(at_) && !quote_at(text_, at_)) {
            if (text_[at_] == ':') {
                const auto name = text_.substr(start, at_ - start);
                const auto* field = query_field(name);
                if (field && has_value(at_ + 1)) return within(*field);
                if (field) note_plain("The value of a field stands right behind its colon;", name); // not "region: Africa"
                else if (has_value(at_ + 1)) note_unknown_field(name);
            }
            ++at_;
        }
        if (at_ == start && at_ < text_.size()) ++at_; // never stand still
        const auto text = text_.substr(start, at_ - start);
        return field_ && field_->kind != FieldKind::text ? value(text) : plain(text);
    }

    /// What stands behind the ':' here, in `field`; a field within a field is the inner one.
    QueryNodes within(const Field& field) {
        const auto* outer = std::exchange(field_, &field);
        ++at_;
        auto nodes = parse_primary();
        field_ = outer;
        return nodes;
    }

    /// Whether something stands at `at` that a field can be asked for: "region: Africa" is two words.
    bool has_value(std::size_t at) const {
        return at < text_.size() && !is_space(text_[at]) && text_[at] != ')';
    }

    /// Only what looks meant as a field is said to be none: not http://, not 10:30, not "Syria:".
    void note_unknown_field(std::string_view name) {
        const auto is_name = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
        const bool looks_meant = name.size() >= 2 && name.size() <= 20 && text_[at_ + 1] != '/' &&
                                 std::all_of(name.begin(), name.end(), is_name);
        if (!looks_meant) return;
        std::vector<std::string_view> names;
        for (const auto& row : query_fields()) {
            names.push_back(row.name);
            if (!row.alias.empty()) names.push_back(row.alias);
        }
        const auto nearest = nearest_name(name, names);
        const auto meant = nearest.empty() ? "" : " (did you mean " + std::string(nearest) + ":?)";
        note_plain("There is no field \"" + std::string(name) + "\"" + meant + ";", name);
    }

    void note_plain(std::string why, std::string_view name) {
        result_.escaped = true;
        result_.notices.push_back(std::move(why) + " \"" + std::string(name) + ":\" was searched as a plain word.");
    }

    QueryNodes years() {
        const auto start = at_;
        const bool bracket = text_[at_] == '[' || text_[at_] == '{';
        const auto close = bracket ? text_.find_first_of("]}", at_) : std::string_view::npos;
        if (close != std::string_view::npos) at_ = close + 1;
        while (!at_end_of_word(at_))
            ++at_;
        return value(text_.substr(start, at_ - start));
    }

    /// A value of the field, which is not text.
    QueryNodes value(std::string_view text) {
        QueryNode node;
        node.field = field_;
        if (field_->kind == FieldKind::date) {
            const auto range = parse_years(text);
            if (!range) throw NotUnderstood{"year: wants 2021, 2020..2023 or [2020 TO 2023]"};
            node.kind = QueryNode::Kind::years;
            node.years = *range;
            return counted({std::move(node)});
        }
        while (field_->kind == FieldKind::code && !text.empty() &&
               std::string_view(",;.!?").find(text.back()) != std::string_view::npos)
            text.remove_suffix(1);
        if (field_->name == "doi") // written as an address, too
            if (const auto at = text.find("10."); at != std::string_view::npos) text.remove_prefix(at);
        if (text.empty()) return {};
        node.kind = QueryNode::Kind::code;
        node.words.emplace_back(text);
        return counted({std::move(node)});
    }

    /// What was left out stands before what is to be said of single words.
    void note_limit(std::string limit) { result_.notices.insert(result_.notices.begin(), std::move(limit)); }

    QueryNodes plain(std::string_view text) {
        if (cut_) return {};
        auto nodes = parse_chunk(text, result_.notices);
        for (auto& node : nodes) {
            node.field = field_;
            if (node.kind == QueryNode::Kind::word || ++patterns_ <= kMaxPatterns) continue;
            if (patterns_ == kMaxPatterns + 1)
                note_limit(too_many("words with *, ? or ~", kMaxPatterns));
            node.words.clear();
        }
        std::erase_if(nodes, [](const auto& node) { return node.words.empty(); });
        return counted(std::move(nodes));
    }

    /// As many of `nodes` as are still allowed; each word of a phrase counts.
    QueryNodes counted(QueryNodes nodes) {
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            terms_ += std::max<std::size_t>(nodes[i].words.size(), 1);
            if (terms_ <= kMaxQueryTerms) continue;
            if (!std::exchange(cut_, true)) note_limit(too_many("words", kMaxQueryTerms));
            nodes.resize(i);
        }
        return nodes;
    }

    std::string_view text_;
    ParsedQuery& result_;
    const Field* field_ = nullptr; ///< That what is read now belongs to.
    std::size_t at_ = 0, depth_ = 0, terms_ = 0, patterns_ = 0;
    bool cut_ = false;
};

} // namespace

ParsedQuery parse_query(std::string_view text) {
    std::vector<std::string> notices;
    const auto cleaned = clean_query(text, notices);
    ParsedQuery result;
    result.notices = notices;
    try {
        result.root = Parser(cleaned, result).parse();
    } catch (const NotUnderstood& reason) {
        result.escaped = true;
        result.notices = std::move(notices); // those of a parse that was given up are of no use
        result.notices.push_back("Searched as plain words, since " + reason.why + ".");
        result.root = plain_words(cleaned, result.notices);
    }
    keep_first(result.notices);
    result.wordless = result.root.children.empty() && text.find_first_not_of(" \t\r\n") != std::string_view::npos;
    if (result.wordless) result.notices.push_back("There is nothing to search for in this query: it has no words.");
    return result;
}

} // namespace samling
