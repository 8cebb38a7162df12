#include "searchd/search/query_words.h"

#include <algorithm>
#include <array>

#include "schema/text.h"
#include "schema/trimmed.h"

namespace samling {
namespace {

constexpr std::size_t kLongestPattern = 64; ///< Bytes; no term is longer.
constexpr std::string_view kWildcards = "*?";

struct Span {
    std::size_t begin, end;
};

/// Making an analyser costs more than reading a query with it.
Analyzer& plain_analyzer() {
    thread_local Analyzer analyzer("");
    return analyzer;
}

std::vector<Span> word_spans(std::string_view text) {
    std::vector<Span> spans;
    plain_analyzer().tokenize(text, [&](const Token& token) { spans.push_back({token.begin, token.end}); });
    return spans;
}

/// How much of a word `text` is: letters, of which an ideograph or a Korean syllable is worth three.
std::size_t letters_of(std::string_view text) {
    std::size_t letters = 0;
    for (const unsigned char c : text) {
        if (kWildcards.find(static_cast<char>(c)) != std::string_view::npos) continue;
        if (c >= 0xE3)
            letters += 3; // U+3000 and beyond
        else if ((c & 0xC0) != 0x80)
            ++letters;
    }
    return letters;
}

QueryNode word_node(std::string_view word) {
    QueryNode node;
    node.kind = QueryNode::Kind::word;
    node.words.emplace_back(word);
    return node;
}

/// Cuts "~", "~1" or "~2" off `chunk` and gives the number; 0 when there is none. A lone ~ means one letter.
unsigned take_edits(std::string_view& chunk) {
    const auto tilde = chunk.rfind('~');
    if (tilde == std::string_view::npos || tilde == 0 || chunk.size() - tilde > 3) return 0;
    const auto digits = chunk.substr(tilde + 1);
    if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return 0;
    chunk = chunk.substr(0, tilde);
    return digits.empty() ? 1 : static_cast<unsigned>(std::stoi(std::string(digits)));
}

/// Addresses and the like have question marks of their own.
bool is_word_like(std::string_view chunk) {
    return chunk.find_first_of("/=&@#%\\") == std::string_view::npos;
}

bool is_wildcards(std::string_view gap, bool questions) {
    return !gap.empty() &&
           std::all_of(gap.begin(), gap.end(), [&](char c) { return c == '*' || (questions && c == '?'); });
}

/// As much of a word as a reader needs to know which it is.
std::string in_quotes(std::string_view word) {
    constexpr std::size_t kShown = 40;
    if (word.size() <= kShown) return "\"" + std::string(word) + "\"";
    return "\"" + std::string(word.substr(0, character_boundary_before(word, kShown))) + "…\"";
}

void as_fuzzy(QueryNode& node, unsigned edits, std::vector<std::string>& notices) {
    const auto letters = letters_of(node.words.front());
    const unsigned most = letters < kMinPatternLetters ? 0 : letters < 5 ? 1 : 2;
    if (edits > most)
        notices.push_back(most == 0 ? in_quotes(node.words.front()) + " is too short for ~; it was searched as it is."
                                    : in_quotes(node.words.front()) + " was searched with ~" +
                                          std::to_string(most) + ", the most for its length.");
    node.distance = std::min(edits, most);
    if (node.distance > 0) node.kind = QueryNode::Kind::fuzzy;
}

/// `text` is words joined or followed by wildcards, of which the first is at its beginning.
void add_pattern(std::string_view text, std::vector<QueryNode>& nodes, std::vector<std::string>& notices) {
    if (letters_of(text) >= kMinPatternLetters && text.size() <= kLongestPattern) {
        nodes.push_back(word_node(text));
        nodes.back().kind = QueryNode::Kind::pattern;
        return;
    }
    const auto limit = text.size() > kLongestPattern ? "has at most " + std::to_string(kLongestPattern) + " bytes"
                                                     : "needs " + std::to_string(kMinPatternLetters) + " letters";
    notices.push_back("A word with * or ? " + limit + "; " + in_quotes(text.substr(0, text.find_first_of(kWildcards))) +
                      " was searched without.");
    for (const auto& word : query_words(text))
        nodes.push_back(word_node(word));
}

std::optional<int> year_of(std::string_view digits) {
    if (digits.empty() || digits == "*") return 0;
    const auto date = digits.size() == 4 ? parse_date(digits) : std::nullopt;
    return date && date->year > 0 ? std::optional(date->year) : std::nullopt;
}

std::optional<YearRange> range(std::string_view from_text, std::string_view to_text) {
    const auto from = year_of(from_text), to = year_of(to_text);
    if (!from || !to || (*from == 0 && *to == 0)) return std::nullopt;
    return *to != 0 && *from > *to ? YearRange{*to, *from} : YearRange{*from, *to};
}

/// "[2020 TO 2023]"
std::optional<YearRange> bracketed(std::string_view text) {
    const auto to = text.find(" TO ");
    const char close = text.back();
    if (to == std::string_view::npos || (close != ']' && close != '}')) return std::nullopt;
    auto years = range(trimmed(text.substr(1, to - 1)), trimmed(text.substr(to + 4, text.size() - to - 5)));
    if (years && text.front() == '{' && years->from != 0) ++years->from;
    if (years && close == '}' && years->to != 0) --years->to;
    return years;
}

struct Comparison {
    std::string_view sign;
    int from, to; ///< Added to the year on this side; kOpen: the side is open.
};
constexpr int kOpen = 9999;
constexpr std::array<Comparison, 4> kComparisons = {
    {{">=", 0, kOpen}, {"<=", kOpen, 0}, {">", 1, kOpen}, {"<", kOpen, -1}}};

} // namespace

std::vector<std::string> query_words(std::string_view text) {
    std::vector<std::string> words;
    for (const auto span : word_spans(text))
        words.emplace_back(text.substr(span.begin, span.end - span.begin));
    return words;
}

std::vector<QueryNode> parse_chunk(std::string_view chunk, std::vector<std::string>& notices) {
    const auto edits = take_edits(chunk);
    const bool questions = is_word_like(chunk);
    const auto spans = word_spans(chunk);
    std::vector<QueryNode> nodes;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const auto begin = spans[i].begin;
        auto end = spans[i].end;
        while (i + 1 < spans.size() && is_wildcards(chunk.substr(end, spans[i + 1].begin - end), questions))
            end = spans[++i].end;
        const auto rest = std::min(chunk.find_first_not_of('*', end), chunk.size());
        const auto text = chunk.substr(begin, rest > end ? end + 1 - begin : end - begin);
        if (text.find_first_of(questions ? kWildcards : "*") != std::string_view::npos)
            add_pattern(text, nodes, notices);
        else
            nodes.push_back(word_node(text));
    }
    const auto before = spans.empty() || spans.front().begin == 0 ? '\0' : chunk[spans.front().begin - 1];
    if (before == '*' || (before == '?' && questions))
        notices.push_back(std::string("A word cannot begin with ") + before + "; " + in_quotes(chunk.substr(spans.front().begin)) +
                          " was searched without.");
    if (edits > 0 && !nodes.empty() && nodes.back().kind == QueryNode::Kind::word)
        as_fuzzy(nodes.back(), edits, notices);
    return nodes;
}

std::optional<YearRange> parse_years(std::string_view text) {
    if (text.empty()) return std::nullopt;
    if (text.front() == '[' || text.front() == '{') return bracketed(text);
    for (const auto& [sign, from, to] : kComparisons) {
        if (!text.starts_with(sign)) continue;
        const auto year = year_of(text.substr(sign.size()));
        if (!year || *year == 0) return std::nullopt;
        return YearRange{from == kOpen ? 0 : *year + from, to == kOpen ? 0 : *year + to};
    }
    const auto dots = text.find("..");
    if (dots != std::string_view::npos) return range(text.substr(0, dots), text.substr(dots + 2));
    const auto dash = text.find('-');
    if (dash == 4 && text.size() == 9) return range(text.substr(0, 4), text.substr(5));
    return range(text, text);
}

} // namespace samling
