#include "indexer/tag_reading.h"

#include <algorithm>

namespace samling {

using Kind = PhraseUse::Kind;

struct TagReading::Sentence {
    const TagRules& rules;
    std::string_view text;
    const std::vector<TagWord>& words;
    std::size_t begin, end; // words
    const TagZone& zone;

    std::string_view slice(std::size_t from, std::size_t to) const {
        return text.substr(words[from].begin, words[to - 1].end - words[from].begin);
    }
};

void TagReading::read(const TagRules& rules, Analyzer& analyzer, std::string_view text, const TagZone& zone) {
    const auto words = tag_words(analyzer, text, rules.exact.words, rules.stems.words);
    if (zone.page > 0 && !words.empty()) {
        words_on_pages_ += words.size();
        ++pages_with_words_;
    }
    for (std::size_t begin = 0, end = 0; begin < words.size(); begin = end) {
        bool known = false;
        for (end = begin; end < words.size() && (end == begin || !words[end].first); ++end)
            known = known || words[end].exact != 0 || words[end].stem != 0;
        if (known) read_sentence({rules, text, words, begin, end, zone});
    }
}

void TagReading::read_sentence(const Sentence& sentence) {
    for (auto& matches : matches_) matches.clear();
    exclusions_.clear();
    cues_.clear();
    collect(sentence);
    std::sort(cues_.begin(), cues_.end());
    for (auto& matches : matches_)
        if (!matches.empty()) settle(sentence, matches);
}

void TagReading::collect(const Sentence& sentence) {
    const auto take = [&](const PhraseSet& set, std::size_t from, std::uint32_t phrase, std::size_t length) {
        if (set.is_cue[phrase]) cues_.push_back(phrase);
        for (const auto& use : set.uses[phrase]) {
            const Match match{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(length), &use};
            if (use.kind == Kind::required) mentions_[use.concept_number].required_seen = true;
            else if (use.kind == Kind::excluded) exclusions_.push_back(match);
            else matches_[concepts_[use.concept_number].row].push_back(match);
        }
    };
    for (auto from = sentence.begin; from < sentence.end; ++from) {
        const auto& rules = sentence.rules;
        if (sentence.words[from].stem != 0)
            rules.stems.trie.match(
                from, sentence.end, [&](std::size_t i) { return sentence.words[i].stem; },
                [&](std::uint32_t phrase, std::size_t length) { take(rules.stems, from, phrase, length); });
        if (sentence.words[from].exact != 0)
            rules.exact.trie.match(
                from, sentence.end, [&](std::size_t i) { return sentence.words[i].exact; },
                [&](std::uint32_t phrase, std::size_t length) { take(rules.exact, from, phrase, length); });
    }
}

/// The longest phrase that holds uses up its words for its field: "South Sudan" is no mention of Sudan.
void TagReading::settle(const Sentence& sentence, std::vector<Match>& matches) {
    std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
        return a.from != b.from ? a.from < b.from : a.length > b.length;
    });
    std::uint32_t free = 0;
    for (std::size_t i = 0; i < matches.size();) {
        const auto same_place = [&](const Match& other) { return other.from == matches[i].from && other.length == matches[i].length; };
        const auto end = static_cast<std::size_t>(
            std::find_if_not(matches.begin() + static_cast<std::ptrdiff_t>(i), matches.end(), same_place) - matches.begin());
        const auto stop = matches[i].from + matches[i].length;
        bool used = false;
        if (matches[i].from >= free)
            for (auto k = i; k < end; ++k) {
                const auto twin = [&](const Match& other) { return other.use->concept_number == matches[k].use->concept_number; };
                if (std::any_of(matches.begin() + static_cast<std::ptrdiff_t>(i), matches.begin() + static_cast<std::ptrdiff_t>(k),
                                [&](const Match& other) { return twin(other) && holds(sentence, other); }))
                    continue; // the same concept by another form of the same words
                if (!holds(sentence, matches[k])) continue;
                count(sentence, matches[k]);
                used = true;
            }
        if (used) free = stop;
        i = end;
    }
}

bool TagReading::is_excluded(const Match& match) const {
    return std::any_of(exclusions_.begin(), exclusions_.end(), [&](const Match& other) {
        return other.use->concept_number == match.use->concept_number && match.from < other.from + other.length &&
               other.from < match.from + match.length;
    });
}

/// "Michael Jordan", "Jordan Smith": a capitalised word that touches a doubtful name makes it another's.
bool TagReading::is_part_of_a_name(const Sentence& sentence, const Match& match) const {
    const auto& words = sentence.words;
    const std::size_t from = match.from, end = from + match.length;
    if (is_acronym(sentence.slice(from, end))) return false; // a line in capitals says nothing
    const auto touches = [&](std::size_t a, std::size_t b) { return words[b].begin - words[a].end == 1; };
    if (from > sentence.begin && words[from - 1].capital && touches(from - 1, from) &&
        words[from - 1].end - words[from - 1].begin > 3) // "In Jordan", "The Gambia"
        return true;
    return end < sentence.end && words[end].capital && touches(end - 1, end);
}

bool TagReading::holds(const Sentence& sentence, const Match& match) const {
    const auto& use = *match.use;
    const auto begin = sentence.words.begin() + match.from, end = begin + match.length;
    if (use.capitals > 0 && std::count_if(begin, end, [](const TagWord& word) { return word.capital; }) < use.capitals) return false;
    if (use.inflected && (begin->first || !begin->capital) && use.capitals > 0) return false;
    if (use.acronym) {
        auto word = sentence.slice(match.from, match.from + match.length);
        if (word.size() > 2 && word.back() == 's') word.remove_suffix(1);
        if (!is_acronym(word)) return false;
    }
    if (is_excluded(match)) return false;
    if (use.doubtful && is_part_of_a_name(sentence, match)) return false;
    if (use.condition == 0) return true;
    const auto stands = [&](std::uint32_t cue) { return std::binary_search(cues_.begin(), cues_.end(), cue); };
    const auto& condition = sentence.rules.conditions[use.condition];
    return (condition.with.empty() || std::any_of(condition.with.begin(), condition.with.end(), stands)) &&
           std::none_of(condition.without.begin(), condition.without.end(), stands);
}

void TagReading::count(const Sentence& sentence, const Match& match) {
    const auto& use = *match.use;
    const auto& item = concepts_[use.concept_number];
    const auto& zone = sentence.zone;
    const auto& field = kTaggedFields[item.row];
    if (use.weight == 0 || (field.first_pages > 0 && zone.page > field.first_pages)) return;
    auto& mentions = mentions_[use.concept_number];
    (use.doubtful ? mentions.doubtful : mentions.certain) += zone.weight * use.weight;
    if (zone.page == 0) return;
    if (zone.page == mentions.last_page) return; // one quote a page, so that the quotes show the spread
    mentions.last_page = zone.page;
    ++mentions.pages;
    if (mentions.evidence.size() == kMostEvidence) return;
    const auto& first = sentence.words[match.from];
    mentions.evidence.push_back(
        {zone.page, first.begin, std::string(sentence.slice(match.from, match.from + match.length)),
         std::string(use_name(use.kind)) + ":" + std::string(tag_field_name(field.field)) + "/" + item.source->code + "@" + item.version});
}

} // namespace samling
