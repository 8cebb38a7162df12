#include "indexer/intent_sentence.h"

#include <algorithm>

namespace samling {
namespace {

constexpr std::size_t kPassingBefore = 3; ///< Words before a promise that may take it back.
constexpr std::size_t kLeastAfter = 2;    ///< Words after it, or it promises nothing.
constexpr std::size_t kBetween = 4;       ///< Words between "by" and the year.
constexpr std::size_t kLongestName = 12;
constexpr std::size_t kLongestSentence = 160; ///< Words; more is a table.

struct Word {
    std::string exact;
    std::uint32_t begin, end;
    bool capital;
};

bool starts_with_capital(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) return first >= 'A' && first <= 'Z';
    const auto second = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
    return (first == 0xC3 && second < 0x9F) || (first == 0xD0 && second >= 0x81 && second < 0xB0); // À to Þ, Ё to Я
}

std::vector<Word> words_of(std::string_view text, Analyzer& analyzer) {
    std::vector<Word> words;
    analyzer.tokenize(text, [&](const Token& token) {
        if (words.size() <= kLongestSentence)
            words.push_back({std::string(token.exact), token.begin, token.end, starts_with_capital(text, token.begin)});
    });
    return words;
}

bool is_year(const std::string& word) {
    return word.size() == 4 && word[0] == '2' && word[1] == '0' && word.find_first_not_of("0123456789") == std::string::npos;
}

bool is_day(const std::string& word) {
    return word.size() <= 2 && word.find_first_not_of("0123456789") == std::string::npos;
}

/// One sentence under examination.
class Reading {
public:
    Reading(std::string_view text, const CompiledIntents& intents, Analyzer& analyzer)
        : text_(text), intents_(intents), words_(words_of(text, analyzer)) {}

    std::optional<FoundIntent> read() const {
        if (words_.size() > kLongestSentence || asks()) return std::nullopt;
        const auto year = until();
        for (std::size_t at = 0; at < words_.size(); ++at) {
            if (stands(intents_.we, at)) return FoundIntent{"we", "", year};
            if (stands(intents_.actor, at))
                if (auto name = name_before(at); !name.empty()) return FoundIntent{"actor", std::move(name), year};
            if (year.empty()) continue;
            if (const auto length = stands(intents_.future_we, at); length && promises(at + *length)) return FoundIntent{"future", "", year};
            if (ends_as_future(at)) return FoundIntent{"future", "", year};
            if (const auto length = stands(intents_.future, at); length && promises(at + *length))
                if (auto name = name_before(at); !name.empty()) return FoundIntent{"future", std::move(name), year};
        }
        return std::nullopt;
    }

private:
    bool asks() const {
        const auto last = text_.find_last_not_of(" \t\r\n\"')");
        return last != text_.npos && (text_[last] == '?' || text_.substr(0, last + 1).ends_with("？") || text_.substr(0, last + 1).ends_with("؟"));
    }

    bool is_phrase(const std::vector<std::string>& phrase, std::size_t at) const {
        if (phrase.empty() || at + phrase.size() > words_.size()) return false;
        for (std::size_t i = 0; i < phrase.size(); ++i)
            if (words_[at + i].exact != phrase[i]) return false;
        return true;
    }

    /// The length of the phrase that stands at `at` and promises something, the longest one.
    std::optional<std::size_t> stands(const CompiledIntents::Phrases& phrases, std::size_t at) const {
        std::size_t length = 0;
        for (const auto& phrase : phrases)
            if (phrase.size() > length && is_phrase(phrase, at)) length = phrase.size();
        if (length == 0 || at + length + kLeastAfter > words_.size() || is_taken_back(at)) return std::nullopt;
        return length;
    }

    bool is_taken_back(std::size_t at) const {
        for (std::size_t i = at - std::min(at, kPassingBefore); i < at; ++i)
            if (intents_.passing.contains(words_[i].exact)) return true;
        return false;
    }

    bool promises(std::size_t verb) const { return verb < words_.size() && !intents_.negative.contains(words_[verb].exact); }

    bool ends_as_future(std::size_t at) const {
        const auto& word = words_[at].exact;
        if (intents_.negative.contains(word) || is_taken_back(at)) return false;
        const bool ends = std::any_of(intents_.future_ending.begin(), intents_.future_ending.end(),
                                      [&](const auto& ending) { return word.size() > ending.size() + 2 && word.ends_with(ending); });
        if (!ends || intents_.future_near.empty()) return ends;
        for (std::size_t i = at - std::min(at, kPassingBefore); i < at; ++i)
            if (intents_.future_near.contains(words_[i].exact)) return true;
        return false;
    }

    /// The year by which, where the sentence names one.
    std::string until() const {
        for (std::size_t at = 0; at < words_.size(); ++at)
            for (const auto& phrase : intents_.until) {
                if (!is_phrase(phrase, at)) continue;
                for (std::size_t i = at + phrase.size(); i < std::min(words_.size(), at + phrase.size() + kBetween); ++i) {
                    if (is_year(words_[i].exact)) return words_[i].exact;
                    if (!intents_.between.contains(words_[i].exact) && !is_day(words_[i].exact)) break;
                }
            }
        return "";
    }

    bool names(std::size_t at) const {
        const auto& word = words_[at];
        return !intents_.nobody.contains(word.exact) && (intents_.actors.contains(word.exact) || (word.capital && !intents_.of.contains(word.exact)));
    }

    /// Who stands just before the word `at`, as written: words with capitals, words for actors, and what joins them.
    std::string name_before(std::size_t at) const {
        if (at == 0 || !names(at - 1)) return "";
        const auto before = text_.substr(words_[at - 1].end, words_[at].begin - words_[at - 1].end);
        if (before.starts_with('\'') || before.starts_with("’")) return ""; // "the Government's pledge to"
        auto first = at - 1;
        while (first > 0 && at - first < kLongestName) {
            const auto gap = text_.substr(words_[first - 1].end, words_[first].begin - words_[first - 1].end);
            if (gap.find_first_of(".;:!?()\"") != gap.npos || gap.find("\n\n") != gap.npos) break;
            if (!names(first - 1) && !intents_.of.contains(words_[first - 1].exact)) break;
            --first;
        }
        while (first < at - 1 && !names(first) && !words_[first].capital) ++first; // "and the" before a name
        if (is_taken_back(first)) return "";
        return std::string(text_.substr(words_[first].begin, words_[at - 1].end - words_[first].begin));
    }

    const std::string_view text_;
    const CompiledIntents& intents_;
    const std::vector<Word> words_;
};

std::vector<std::string> analysed(const std::string& phrase, Analyzer& analyzer) {
    std::vector<std::string> words;
    analyzer.tokenize(phrase, [&](const Token& token) { words.emplace_back(token.exact); });
    return words;
}

/// The longest word of a phrase without its first character, which may be a capital where the phrase has none.
std::string anchor_of(const std::string& phrase, Analyzer& analyzer) {
    std::string_view longest;
    analyzer.tokenize(phrase, [&](const Token& token) {
        if (token.end - token.begin > longest.size()) longest = std::string_view(phrase).substr(token.begin, token.end - token.begin);
    });
    std::size_t second = std::min<std::size_t>(1, longest.size());
    while (second < longest.size() && (static_cast<unsigned char>(longest[second]) & 0xC0) == 0x80) ++second;
    return std::string(longest.substr(second));
}

std::string in_capitals(std::string text) {
    for (auto& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return text;
}

} // namespace

CompiledIntents compile_intents(const IntentWords& words, Analyzer& analyzer) {
    CompiledIntents intents;
    const auto phrases = [&](const std::vector<std::string>& from, CompiledIntents::Phrases& to) {
        for (const auto& phrase : from) to.push_back(analysed(phrase, analyzer));
    };
    const auto each = [&](const std::vector<std::string>& from, std::set<std::string, std::less<>>& to) {
        for (const auto& phrase : from)
            for (auto& word : analysed(phrase, analyzer)) to.insert(std::move(word));
    };
    phrases(words.we, intents.we);
    phrases(words.actor, intents.actor);
    phrases(words.future, intents.future);
    phrases(words.future_we, intents.future_we);
    phrases(words.until, intents.until);
    each(words.future_near, intents.future_near);
    each(words.between, intents.between);
    each(words.actors, intents.actors);
    each(words.of, intents.of);
    each(words.nobody, intents.nobody);
    each(words.passing, intents.passing);
    each(words.negative, intents.negative);
    for (const auto& ending : words.future_ending) intents.future_ending.push_back(fold(ending));
    std::set<std::string> anchors;
    for (const auto* list : {&words.we, &words.actor})
        for (const auto& phrase : *list)
            if (auto anchor = anchor_of(phrase, analyzer); !anchor.empty()) {
                anchors.insert(in_capitals(anchor));
                anchors.insert(std::move(anchor));
            }
    intents.anchors.assign(anchors.begin(), anchors.end());
    return intents;
}

std::optional<FoundIntent> intent_of(std::string_view sentence, const CompiledIntents& intents, Analyzer& analyzer) {
    return Reading(sentence, intents, analyzer).read();
}

} // namespace samling
