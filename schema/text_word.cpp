#include "schema/text_word.h"

#include "schema/text.h"
#include "schema/text_characters.h"
#include "schema/text_utf8.h"

#include <algorithm>

namespace samling::analysis {
namespace {

constexpr std::string_view kApostrophes[] = {"'", "\u2019", "\u2018", "\uFF07", "\u05F3", "\u05F4"};
constexpr std::string_view kOtherJoiners[] = {"\"", "\u00B7"};

/// French, Italian and Catalan words that lose their vowel before another; without the apostrophe.
constexpr std::string_view kElided[] = {
    "all", "c",    "d",      "dall", "degl",  "dell",  "gl",     "j", "jusqu", "l",    "lorsqu", "m",
    "n",   "nell", "puisqu", "qu",   "quell", "quest", "quoiqu", "s", "sant",  "sull", "t",      "un",
};

struct Apostrophe {
    std::size_t at = std::string_view::npos;
    std::size_t size = 0;
    explicit operator bool() const { return size > 0; }
};

Apostrophe find_apostrophe(std::string_view word) {
    Apostrophe first;
    for (const std::string_view form : kApostrophes) {
        const std::size_t at = word.find(form);
        if (at < first.at) first = {at, form.size()};
    }
    return first;
}

Apostrophe find_last_apostrophe(std::string_view word) {
    Apostrophe last;
    for (const std::string_view form : kApostrophes) {
        const std::size_t at = word.rfind(form);
        if (at != std::string_view::npos && (!last || at > last.at)) last = {at, form.size()};
    }
    return last;
}

/// The length of "l'" in l'homme, else 0.
std::size_t elision_length(std::string_view word) {
    const Apostrophe apostrophe = find_apostrophe(word);
    if (!apostrophe || apostrophe.at > 6) return 0;
    if (!std::ranges::binary_search(kElided, fold(word.substr(0, apostrophe.at)))) return 0;
    const std::size_t after = apostrophe.at + apostrophe.size;
    const std::string next = fold(word.substr(after, decode(word, after).size));
    constexpr std::string_view kVowels = "aeiouyh";
    return !next.empty() && kVowels.find(next[0]) != std::string_view::npos ? after : 0;
}

/// The length of "'s" in Amnesty's, else 0. One letter before it is no owner (Italian "c's" is nothing).
std::size_t possessive_length(std::string_view word) {
    const Apostrophe apostrophe = find_last_apostrophe(word);
    if (!apostrophe || apostrophe.at < 2 || apostrophe.at + apostrophe.size + 1 != word.size()) return 0;
    return (word.back() | 0x20) == 's' ? apostrophe.size + 1 : 0;
}

void remove_all(std::string& text, std::string_view what) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at))
        text.erase(at, what.size());
}

std::string without_joiners(std::string_view word) {
    std::string joined(word);
    for (const std::string_view form : kApostrophes)
        remove_all(joined, form);
    for (const std::string_view form : kOtherJoiners)
        remove_all(joined, form);
    return joined;
}

/// Drops what leaves no trace: the stemmers know neither soft hyphens nor joiners of zero width.
std::string without_ignored(std::string_view word) {
    std::string kept;
    for (std::size_t at = 0; at < word.size();) {
        const Decoded c = decode(word, at);
        if (character(c.value).kind() != CharacterKind::ignored && c.value != kMalformed)
            kept.append(word, at, c.size);
        at += c.size;
    }
    return kept;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// 1,234,567.8 is 1234567.8 and 3,14 is 3.14: marks before groups of three go, another becomes a point.
/// A single group of three after a point is left as decimals, as most texts mean it.
std::string number_form(std::string_view raw) {
    const std::size_t last = raw.find_last_of(".,");
    const std::size_t first = raw.find_first_of(".,");
    std::string form(raw);
    const bool tail_of_three = raw.size() - last == 4;
    const bool one_mark = first == last;
    const bool grouped = tail_of_three && (one_mark ? raw[last] == ',' : raw[first] == raw[last]);
    if (!grouped) form[last] = '\0';
    std::erase_if(form, [](char c) { return c == '.' || c == ','; });
    std::ranges::replace(form, '\0', '.');
    return form;
}

/// Not between a letter and its signs: without them it would be another word's. Only of signs without end some are cut off.
void cut(std::string& term) {
    if (term.size() <= kLongestTerm) return;
    const auto whole = character_boundary_before(term, kLongestTerm);
    term.resize(whole > 0 ? whole : cut_length(term, kLongestTerm));
}

Word numeral(std::string_view raw) {
    Word word;
    word.exact = number_form(raw);
    cut(word.exact);
    word.stem = word.exact;
    return word;
}

/// What is stemmed: the word without joiners, and in Turkish without the suffixes after an apostrophe.
std::string stem_of(std::string_view base, const Stemmer& stemmer) {
    if (stemmer.suffix_after_apostrophe()) {
        const Apostrophe apostrophe = find_apostrophe(base);
        if (apostrophe && apostrophe.at > 1) base = base.substr(0, apostrophe.at);
    }
    return stemmer.stem(without_ignored(without_joiners(base)));
}

} // namespace

Word analyze_word(std::string_view raw, const Stemmer& stemmer) {
    const bool dotted = raw.find_first_of(".,") != std::string_view::npos;
    if (dotted && is_digit(raw[0])) return numeral(raw);
    Word word;
    word.front = elision_length(raw);
    std::string base(raw.substr(word.front));
    word.back = possessive_length(base);
    base.resize(base.size() - word.back);
    if (dotted) std::erase(base, '.');
    word.exact = fold(without_ignored(without_joiners(base)));
    const bool too_long = word.exact.size() > kLongestTerm;
    cut(word.exact);
    const bool plain = std::ranges::any_of(word.exact, is_digit) || too_long;
    word.stem = plain || !stemmer.active() ? word.exact : stem_of(base, stemmer);
    cut(word.stem);
    return word;
}

} // namespace samling::analysis
