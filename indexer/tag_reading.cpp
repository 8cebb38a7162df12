#include "indexer/tag_reading.h"

#include <algorithm>
#include <set>

namespace samling {
namespace {

constexpr double kAside = 0.3;
/// Of a name in a sentence on what goes on between states, whichever of them it is about.
constexpr double kAmongStates = 0.6;
/// A sentence that names so many countries is about none of them in particular.
constexpr std::size_t kSeveral = 2;

} // namespace

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
    for (auto& matches : matches_)
        matches.clear();
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
            if (use.kind == Kind::required)
                mentions_[use.concept_number].required_seen = true;
            else if (use.kind == Kind::excluded)
                exclusions_.push_back(match);
            else
                matches_[concepts_[use.concept_number].row].push_back(match);
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

bool TagReading::speaks_of_dealings(const Sentence& sentence) {
    for (auto i = sentence.begin; i < sentence.end; ++i)
        if (samling::speaks_of_dealings(sentence.slice(i, i + 1))) return true;
    return false;
}

bool TagReading::names_several(const std::vector<Match>& mentions) const {
    std::set<std::uint32_t> countries;
    for (const auto& match : mentions)
        if (concepts_[match.use->concept_number].source->code.size() == 2)
            countries.insert(match.use->concept_number);
    return countries.size() >= kSeveral;
}

/// The longest phrase that holds uses up its words for its field: "South Sudan" is no mention of Sudan. Of
/// one concept that has the same words in two forms, one mention counts.
void TagReading::settle(const Sentence& sentence, std::vector<Match>& matches) {
    std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
        return a.from != b.from ? a.from < b.from : a.length > b.length;
    });
    std::vector<Match> mentions;
    for (const auto& match : matches) {
        const bool overlaps = !mentions.empty() && match.from < mentions.back().from + mentions.back().length;
        const bool same_place =
            overlaps && match.from == mentions.back().from && match.length == mentions.back().length;
        if ((overlaps && !same_place) || !holds(sentence, match)) continue;
        const auto is_twin = [&](const Match& other) {
            return other.from == match.from && other.use->concept_number == match.use->concept_number;
        };
        if (std::none_of(mentions.begin(), mentions.end(), is_twin)) mentions.push_back(match);
    }
    enumerates_ = names_several(mentions);
    deals_ = !mentions.empty() && kTaggedFields[concepts_[mentions.front().use->concept_number].row].field == TagField::region &&
             speaks_of_dealings(sentence);
    for (const auto& match : mentions)
        count(sentence, match);
}

bool TagReading::is_excluded(const Match& match) const {
    return std::any_of(exclusions_.begin(), exclusions_.end(), [&](const Match& other) {
        return other.use->concept_number == match.use->concept_number &&
               match.from < other.from + other.length && other.from < match.from + match.length;
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
    if (use.capitals > 0 &&
        std::count_if(begin, end, [](const TagWord& word) { return word.capital; }) < use.capitals)
        return false;
    if (use.inflected && (begin->first || !begin->capital) && use.capitals > 0) return false;
    if (use.acronym) {
        auto word = sentence.slice(match.from, match.from + match.length);
        if (word.size() > 2 && word.back() == 's') word.remove_suffix(1);
        if (!is_acronym(word)) return false;
    }
    if (use.forms != 0) {
        const auto word = fold(sentence.slice(match.from, match.from + 1));
        const auto& forms = sentence.rules.forms[use.forms];
        const auto fits = [&](const std::string& form) {
            return is_inflection(word, form, sentence.rules.longest_ending);
        };
        if (std::none_of(forms.begin(), forms.end(), fits)) return false;
    }
    if (is_excluded(match)) return false;
    if (use.doubtful && is_part_of_a_name(sentence, match)) return false;
    if (use.condition == 0) return true;
    const auto stands = [&](std::uint32_t cue) {
        return std::binary_search(cues_.begin(), cues_.end(), cue);
    };
    const auto& condition = sentence.rules.conditions[use.condition];
    return (condition.with.empty() || std::any_of(condition.with.begin(), condition.with.end(), stands)) &&
           std::none_of(condition.without.begin(), condition.without.end(), stands);
}

MentionPlace TagReading::place_of(const Sentence& sentence, const Match& match) const {
    const auto& words = sentence.words;
    const auto word = [&](std::size_t i) {
        return i >= sentence.begin && i < sentence.end ? sentence.slice(i, i + 1) : std::string_view();
    };
    const auto gap = [&](std::size_t i) {
        return sentence.text.substr(words[i].end, words[i + 1].begin - words[i].end);
    };
    const std::size_t from = match.from, end = from + match.length;
    MentionPlace place{"", "", word(end), word(end + 1), "", "", false, false};
    if (from > sentence.begin) place.gap_before = gap(from - 1);
    place.gap_after = end < words.size() ? gap(end - 1) : sentence.text.substr(words[end - 1].end);
    // Counts from one behind, since a sentence may begin at word 0.
    const auto back = [&](std::size_t steps) {
        return steps <= from ? word(from - steps) : std::string_view();
    };
    const std::size_t article = is_article(back(1)) ? 1 : 0;
    place.before = back(article + 1);
    place.second_before = back(article + 2);
    place.joined_to_name =
        (place.before == "and" || place.before == "or") && begins_with_capital(place.second_before);
    for (auto i = sentence.begin; place.before == "to" && i < sentence.end; ++i)
        place.sends_away = place.sends_away || sends_away(word(i));
    return place;
}

/// How much of a mention a name is where it stands.
double TagReading::share_of_mention(const Sentence& sentence, const Match& match) const {
    const auto place = place_of(sentence, match);
    if (match.use->kind == Kind::capital && is_instrument(place)) return 0;
    if (enumerates_ || is_in_passing(place)) return kAside;
    return sentence.zone.page > 0 && deals_ ? kAmongStates : 1;
}

void TagReading::count(const Sentence& sentence, const Match& match) {
    const auto& use = *match.use;
    const auto& item = concepts_[use.concept_number];
    const auto& zone = sentence.zone;
    const auto& field = kTaggedFields[item.row];
    const double share = field.field == TagField::region ? share_of_mention(sentence, match) : 1;
    if (use.weight * share == 0 || (field.first_pages > 0 && zone.page > field.first_pages)) return;
    auto& mentions = mentions_[use.concept_number];
    const double weight = zone.weight * use.weight * share;
    (use.doubtful ? mentions.doubtful : mentions.certain) += weight;
    if (zone.page == 0) return;
    auto& quotes = mentions.evidence;
    if (zone.page != mentions.last_page) {
        mentions.last_page = zone.page;
        ++mentions.pages;
        if (quotes.size() == kMostEvidence) return;
    } else { // one quote a page, so that the quotes show the spread: its weightiest mention
        if (quotes.back().page != zone.page || weight <= mentions.quoted_weight) return;
        quotes.pop_back();
    }
    mentions.quoted_weight = weight;
    const auto& first = sentence.words[match.from];
    quotes.push_back(
        {zone.page, first.begin, std::string(sentence.slice(match.from, match.from + match.length)),
         std::string(use_name(use.kind)) + ":" + std::string(tag_field_name(field.field)) + "/" +
             item.source->code + "@" + item.version});
}

} // namespace samling
