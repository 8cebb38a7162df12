#include "searchd/search/query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "schema/text.h"

namespace samling {
namespace {

constexpr int kMaxDepth = 16;

/// Why a query was not understood; it is then searched as plain words.
struct NotUnderstood {
    std::string why;
};

constexpr std::array<std::string_view, 8> kQuotes = {"\"", "“", "”", "„", "‟", "«", "»", "＂"};

/// The length of the quotation mark that stands at `at`, or 0.
std::size_t quote_at(std::string_view text, std::size_t at) {
    for (const auto quote : kQuotes)
        if (text.substr(at, quote.size()) == quote) return quote.size();
    return 0;
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    Analyzer("").tokenize(text, [&](const Token& token) {
        words.emplace_back(text.substr(token.begin, token.end - token.begin));
    });
    return words;
}

/// "2020", "2020..2023", "2020..", "..2023".
std::optional<YearRange> parse_years(std::string_view text) {
    const auto year = [](std::string_view digits) -> std::optional<int> {
        if (digits.empty()) return 0;
        const auto date = digits.size() == 4 ? parse_date(digits) : std::nullopt;
        return date ? std::optional(date->year) : std::nullopt;
    };
    const auto dots = text.find("..");
    const auto from = year(text.substr(0, dots));
    const auto to = dots == std::string_view::npos ? from : year(text.substr(dots + 2));
    if (!from || !to || (*from == 0 && *to == 0)) return std::nullopt;
    return *to != 0 && *from > *to ? YearRange{*to, *from} : YearRange{*from, *to};
}

std::string too_many_terms() {
    return "Only the first " + std::to_string(kMaxQueryTerms) + " words were searched.";
}

class Parser {
public:
    Parser(std::string_view text, std::vector<std::string>& notices) : text_(text), notices_(notices) {}

    QueryNode parse() {
        auto node = parse_any(0);
        if (at_ < text_.size()) throw NotUnderstood{"a ')' has no '('"};
        if (node.kind != QueryNode::Kind::sequence) {
            QueryNode root;
            root.children.push_back(std::move(node));
            return root;
        }
        return node;
    }

private:
    void skip_spaces() {
        while (at_ < text_.size() && is_space(text_[at_]))
            ++at_;
    }

    /// Takes `word` if it stands here as a word of its own.
    bool take_operator(std::string_view word) {
        skip_spaces();
        if (text_.substr(at_, word.size()) != word) return false;
        const auto after = at_ + word.size();
        if (after < text_.size() && !is_space(text_[after]) && text_[after] != '(') return false;
        at_ = after;
        return true;
    }

    bool sees_operator() {
        const auto here = at_;
        const bool found = take_operator("AND") || take_operator("OR");
        at_ = here;
        return found;
    }

    QueryNode parse_any(int depth) {
        if (depth > kMaxDepth) throw NotUnderstood{"parentheses are nested too deeply"};
        return parse_list(QueryNode::Kind::any, "OR", [&] { return parse_all(depth); });
    }

    QueryNode parse_all(int depth) {
        return parse_list(QueryNode::Kind::all, "AND", [&] { return parse_sequence(depth); });
    }

    template <typename Part>
    QueryNode parse_list(QueryNode::Kind kind, std::string_view word, Part part) {
        auto first = part();
        if (!take_operator(word)) return first;
        QueryNode list;
        list.kind = kind;
        list.children.push_back(std::move(first));
        do
            list.children.push_back(part());
        while (take_operator(word));
        for (const auto& child : list.children)
            if (child.kind == QueryNode::Kind::sequence && child.children.empty())
                throw NotUnderstood{std::string(word) + " needs something on both sides"};
        return list;
    }

    QueryNode parse_sequence(int depth) {
        QueryNode sequence;
        while (true) {
            skip_spaces();
            if (at_ >= text_.size() || text_[at_] == ')' || sees_operator()) break;
            auto sign = QueryNode::Sign::plain;
            const bool before_word = at_ + 1 < text_.size() && !is_space(text_[at_ + 1]);
            if (take_operator("NOT")) {
                sign = QueryNode::Sign::excluded;
                skip_spaces();
                if (at_ >= text_.size() || text_[at_] == ')')
                    throw NotUnderstood{"NOT needs a word after it"};
            } else if ((text_[at_] == '+' || text_[at_] == '-') && before_word) {
                sign = text_[at_++] == '+' ? QueryNode::Sign::required : QueryNode::Sign::excluded;
            }
            for (auto& node : parse_primary(depth, nullptr)) {
                node.sign = sign;
                sequence.children.push_back(std::move(node));
            }
        }
        return sequence;
    }

    std::vector<QueryNode> parse_primary(int depth, const Field* field) {
        if (at_ < text_.size() && text_[at_] == '(' && !field) return parse_group(depth);
        if (const auto quote = quote_at(text_, at_)) return phrase(take_quoted(quote), field);
        return parse_word(depth, field);
    }

    std::vector<QueryNode> parse_group(int depth) {
        ++at_;
        auto node = parse_any(depth + 1);
        skip_spaces();
        if (at_ >= text_.size() || text_[at_] != ')') throw NotUnderstood{"a '(' is not closed"};
        ++at_;
        if (node.kind == QueryNode::Kind::sequence && node.children.empty()) return {};
        std::vector<QueryNode> nodes;
        nodes.push_back(std::move(node));
        return nodes;
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

    std::vector<QueryNode> phrase(std::string_view text, const Field* field) {
        QueryNode node;
        node.field = field;
        if (field && field->kind == FieldKind::code) {
            node.kind = QueryNode::Kind::code;
            node.words.emplace_back(text);
            return counted(std::move(node));
        }
        node.words = words_of(text);
        if (node.words.size() > kMaxPhraseWords) {
            node.words.resize(kMaxPhraseWords);
            notices_.push_back("A phrase was cut to its first " + std::to_string(kMaxPhraseWords) +
                               " words.");
        }
        node.kind = node.words.size() == 1 ? QueryNode::Kind::word : QueryNode::Kind::phrase;
        return node.words.empty() ? std::vector<QueryNode>{} : counted(std::move(node));
    }

    std::vector<QueryNode> parse_word(int depth, const Field* field) {
        const auto start = at_;
        while (at_ < text_.size() && !is_space(text_[at_]) && text_[at_] != '(' && text_[at_] != ')' &&
               !quote_at(text_, at_)) {
            if (text_[at_] == ':' && !field) {
                const auto name = text_.substr(start, at_ - start);
                if (name == "year" && has_value(at_ + 1)) return years(++at_);
                const auto* named = index_field(name == "lang" ? "language" : name);
                if (has_value(at_ + 1) && named && named->kind != FieldKind::date && !named->prefix.empty()) {
                    ++at_;
                    return parse_primary(depth, named);
                }
            }
            ++at_;
        }
        if (at_ == start && at_ < text_.size()) ++at_; // a lone '(' behind a field's name
        return plain(text_.substr(start, at_ - start), field);
    }

    /// Whether something stands at `at` that a field can be asked for: "region: Africa" is two words.
    bool has_value(std::size_t at) const {
        return at < text_.size() && !is_space(text_[at]) && text_[at] != ')';
    }

    std::vector<QueryNode> years(std::size_t start) {
        while (at_ < text_.size() && !is_space(text_[at_]) && text_[at_] != ')')
            ++at_;
        const auto range = parse_years(text_.substr(start, at_ - start));
        if (!range) throw NotUnderstood{"year: wants 2021 or 2020..2023"};
        QueryNode node;
        node.kind = QueryNode::Kind::years;
        node.years = *range;
        return counted(std::move(node));
    }

    std::vector<QueryNode> plain(std::string_view text, const Field* field) {
        const bool prefix = text.size() > 1 && text.back() == '*';
        QueryNode node;
        node.field = field;
        if (field && field->kind != FieldKind::text) {
            node.kind = QueryNode::Kind::code;
            node.words.emplace_back(text);
            return text.empty() ? std::vector<QueryNode>{} : counted(std::move(node));
        }
        std::vector<QueryNode> nodes;
        for (auto& word : words_of(text)) {
            if (!count_term()) break;
            node.kind = QueryNode::Kind::word;
            node.words = {std::move(word)};
            nodes.push_back(node);
        }
        if (prefix && !nodes.empty()) as_prefix(nodes.back());
        return nodes;
    }

    void as_prefix(QueryNode& node) {
        const auto& word = node.words.front();
        const auto letters = std::count_if(word.begin(), word.end(), [](unsigned char c) {
            return (c & 0xC0) != 0x80; // the first byte of each character
        });
        if (static_cast<std::size_t>(letters) >= kMinPrefixLetters)
            node.kind = QueryNode::Kind::prefix;
        else
            notices_.push_back("A word before * needs " + std::to_string(kMinPrefixLetters) +
                               " letters; * was left out.");
    }

    bool count_term() {
        if (++terms_ <= kMaxQueryTerms) return true;
        if (terms_ == kMaxQueryTerms + 1) notices_.push_back(too_many_terms());
        return false;
    }

    /// `node` alone, or nothing when that would be too many; each word of a phrase is a term.
    std::vector<QueryNode> counted(QueryNode node) {
        std::vector<QueryNode> nodes;
        const auto terms = std::max<std::size_t>(node.words.size(), 1);
        for (std::size_t i = 0; i < terms; ++i)
            if (!count_term()) return nodes;
        nodes.push_back(std::move(node));
        return nodes;
    }

    std::string_view text_;
    std::vector<std::string>& notices_;
    std::size_t at_ = 0, terms_ = 0;
};

QueryNode plain_words(std::string_view text, std::vector<std::string>& notices) {
    QueryNode root;
    for (auto& word : words_of(text)) {
        if (root.children.size() == kMaxQueryTerms) {
            notices.push_back(too_many_terms());
            break;
        }
        QueryNode node;
        node.kind = QueryNode::Kind::word;
        node.words = {std::move(word)};
        root.children.push_back(std::move(node));
    }
    return root;
}

std::string cut(std::string_view text, std::vector<std::string>& notices) {
    auto cleaned = clean_utf8(text);
    if (cleaned.size() <= kMaxQueryBytes) return cleaned;
    auto size = kMaxQueryBytes;
    while (size > 0 && (static_cast<unsigned char>(cleaned[size]) & 0xC0) == 0x80)
        --size;
    cleaned.resize(size);
    notices.push_back("The query was cut to its first " + std::to_string(kMaxQueryBytes) + " bytes.");
    return cleaned;
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words)
        all += (all.empty() ? "" : " ") + word;
    return all;
}

} // namespace

ParsedQuery parse_query(std::string_view text) {
    ParsedQuery result;
    const auto cleaned = cut(text, result.notices);
    try {
        std::vector<std::string> notices; // of no use when the parse is given up
        result.root = Parser(cleaned, notices).parse();
        result.notices.insert(result.notices.end(), notices.begin(), notices.end());
    } catch (const NotUnderstood& reason) {
        result.escaped = true;
        result.notices.push_back("Searched as plain words, since " + reason.why + ".");
        result.root = plain_words(cleaned, result.notices);
    }
    return result;
}

std::string describe(const QueryNode& node) {
    using enum QueryNode::Kind;
    const std::string sign = node.sign == QueryNode::Sign::required   ? "+"
                             : node.sign == QueryNode::Sign::excluded ? "-"
                                                                      : "";
    const std::string field = node.field ? std::string(node.field->name) + ":" : "";
    if (node.kind == word) return sign + field + node.words.front();
    if (node.kind == prefix) return sign + field + node.words.front() + "*";
    if (node.kind == phrase) return sign + field + '"' + joined(node.words) + '"';
    if (node.kind == code) return sign + field + "[" + joined(node.words) + "]";
    if (node.kind == years)
        return sign + "year:" + std::to_string(node.years.from) + ".." + std::to_string(node.years.to);
    std::string text = node.kind == all ? "(all" : node.kind == any ? "(any" : "(";
    for (const auto& child : node.children)
        text += (text == "(" ? "" : " ") + describe(child);
    return sign + text + ")";
}

} // namespace samling
