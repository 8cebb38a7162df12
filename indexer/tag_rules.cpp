#include "indexer/tag_rules.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "schema/tagging_rule.h"

namespace samling {
namespace {

using Kind = PhraseUse::Kind;

constexpr std::size_t kShortestWord = 3; ///< Bytes of a phrase that is no acronym.

/// A phrase that so many concepts share says nothing of any, and would cost at each mention.
constexpr std::size_t kMostUses = 32;

/// Languages whose names of places take endings.
constexpr std::array<std::string_view, 11> kInflecting = {"da", "de", "el", "fi", "hu", "nb", "nl", "no", "ru", "sv", "tr"};

struct KindRow {
    TaggingRule::Kind from;
    Kind to;
};
constexpr std::array kRuleKinds = {
    KindRow{TaggingRule::Kind::phrase, Kind::rule},     KindRow{TaggingRule::Kind::demonym, Kind::demonym},
    KindRow{TaggingRule::Kind::capital, Kind::capital}, KindRow{TaggingRule::Kind::ambiguous, Kind::name},
    KindRow{TaggingRule::Kind::excluded, Kind::excluded}, KindRow{TaggingRule::Kind::required, Kind::required},
};

/// A phrase taken apart.
struct Phrase {
    std::vector<std::string> exact, stems;
    std::uint8_t capitals = 0;
    bool acronym = false;
    bool usable = false;
};

class Compiler {
public:
    Compiler(const std::vector<TagConcept>& concepts, const std::string& language)
        : concepts_(concepts), languages_{language, "en"}, analyzer_(language),
          inflecting_(std::find(kInflecting.begin(), kInflecting.end(), language) != kInflecting.end()) {
        if (language == "en") languages_.pop_back();
        if (inflecting_) rules_.longest_ending = language == "ru" ? 6 : 4; // bytes; a Cyrillic letter has two
    }

    TagRules run() {
        for (std::size_t i = 0; i < concepts_.size(); ++i) compile(static_cast<std::uint32_t>(i));
        return std::move(rules_);
    }

private:
    void compile(std::uint32_t number) {
        current_ = number;
        const auto& item = *concepts_[number].source;
        const auto& field = kTaggedFields[concepts_[number].row];
        names_ = field.words == TaggedField::Words::names;
        // Rules first: a phrase that is a label as well has the rule's weight.
        for (const auto& language : languages_)
            for (const auto& rule : item.rules)
                if (rule.language == language) add_rule(rule);
        if (field.from == TaggedField::From::labels)
            for (const auto& language : languages_) add_labels(item, language);
    }

    void add_rule(const TaggingRule& rule) {
        PhraseUse use{};
        use.concept_number = current_;
        use.weight = static_cast<float>(rule.weight);
        use.condition = condition(rule);
        use.doubtful = rule.kind == TaggingRule::Kind::ambiguous;
        for (const auto& row : kRuleKinds)
            if (row.from == rule.kind) use.kind = row.to;
        for (const auto& phrase : rule.phrases) add(phrase, use);
    }

    void add_labels(const Concept& item, const std::string& language) {
        PhraseUse use{};
        use.concept_number = current_;
        use.weight = 1;
        use.kind = Kind::label;
        if (const auto label = item.labels.find(language); label != item.labels.end()) add(label->second, use);
        for (const auto* others : {&item.alternatives, &item.hidden})
            if (const auto found = others->find(language); found != others->end())
                for (const auto& label : found->second) add(label, use);
    }

    std::uint32_t condition(const TaggingRule& rule) {
        if (rule.with.empty() && rule.without.empty()) return 0;
        TagCondition result;
        for (const auto& text : rule.with) add_cue(text, result.with);
        for (const auto& text : rule.without) add_cue(text, result.without);
        rules_.conditions.push_back(std::move(result));
        return static_cast<std::uint32_t>(rules_.conditions.size() - 1);
    }

    void add_cue(const std::string& text, std::vector<std::uint32_t>& cues) {
        const auto number = number_of(rules_.stems, take_apart(text).stems);
        if (number == 0) return;
        rules_.stems.is_cue[number] = true;
        cues.push_back(number);
    }

    void add(const std::string& text, PhraseUse use) {
        const auto phrase = take_apart(text);
        if (!phrase.usable) return;
        use.capitals = names_ ? phrase.capitals : std::uint8_t{0};
        use.acronym = phrase.acronym;
        const bool by_stem = !names_ || use.kind == Kind::demonym;
        if (by_stem && phrase.exact.size() == 1) return place_word(phrase, use);
        if (by_stem) return place(rules_.stems, phrase.stems, use);
        place(rules_.exact, phrase.exact, use);
        use.inflected = true;
        if (inflecting_) place(rules_.stems, phrase.stems, use);
    }

    /// A word by itself must be the word, not only share its stem; each of its forms that the concept has counts.
    void place_word(const Phrase& phrase, PhraseUse use) {
        const auto number = number_of(rules_.stems, phrase.stems);
        if (number == 0) return;
        for (const auto& other : rules_.stems.uses[number])
            if (other.concept_number == use.concept_number && other.forms != 0 && (use.kind == Kind::label || other.kind == use.kind) &&
                (use.kind == Kind::label || other.condition == use.condition)) {
                rules_.forms[other.forms].push_back(phrase.exact.front());
                return;
            }
        use.forms = static_cast<std::uint32_t>(rules_.forms.size());
        rules_.forms.push_back({phrase.exact.front()});
        place(rules_.stems, phrase.stems, use);
    }

    void place(PhraseSet& set, const std::vector<std::string>& words, const PhraseUse& use) {
        const auto number = number_of(set, words);
        if (number == 0) return;
        auto& uses = set.uses[number];
        const auto said = [&](const PhraseUse& other) {
            return other.concept_number == use.concept_number && (use.kind == Kind::label || other.kind == use.kind) &&
                   (use.kind == Kind::label || other.condition == use.condition) && other.kind != Kind::required;
        };
        if (uses.size() < kMostUses && std::none_of(uses.begin(), uses.end(), said)) uses.push_back(use);
    }

    static std::uint32_t number_of(PhraseSet& set, const std::vector<std::string>& words) {
        std::vector<std::uint32_t> numbers;
        for (const auto& word : words) numbers.push_back(set.words.add(word));
        const auto number = set.trie.add(numbers);
        if (number >= set.uses.size()) {
            set.uses.resize(number + 1);
            set.is_cue.resize(number + 1);
        }
        return number;
    }

    Phrase take_apart(const std::string& text) {
        Phrase phrase;
        std::size_t ideographs = 0;
        each_tag_word(analyzer_, text, [&](std::string_view exact, std::string_view stem, std::uint32_t begin, std::uint32_t end) {
            phrase.exact.emplace_back(exact);
            phrase.stems.emplace_back(stem);
            phrase.capitals += begins_with_capital(std::string_view(text).substr(begin, end - begin));
            ideographs += static_cast<unsigned char>(text[begin]) >= 0xE3 && end - begin == 3;
        });
        phrase.acronym = phrase.exact.size() == 1 && text.size() <= 8 && is_acronym(text);
        const bool lone_ideograph = ideographs == 1 && phrase.exact.size() == 1;
        phrase.usable = !phrase.exact.empty() && !lone_ideograph && (phrase.acronym || text.size() >= kShortestWord);
        return phrase;
    }

    const std::vector<TagConcept>& concepts_;
    std::vector<std::string> languages_;
    Analyzer analyzer_;
    const bool inflecting_;
    std::uint32_t current_ = 0;
    bool names_ = false;
    TagRules rules_;
};

/// FNV-1a over everything that decides how a concept is recognised.
class Digest {
public:
    void add(std::string_view text) {
        for (const char c : text) value_ = (value_ ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
        value_ = (value_ ^ 0xFF) * 0x100000001B3u; // parts "ab","c" from "a","bc"
    }
    std::string text() const {
        char hex[16];
        std::snprintf(hex, sizeof hex, "%08x", static_cast<unsigned>(value_ ^ value_ >> 32));
        return hex;
    }

private:
    std::uint64_t value_ = 0xCBF29CE484222325u;
};

std::string version_of(const Concept& item) {
    Digest digest;
    digest.add(item.code);
    for (const auto& [language, label] : item.labels) {
        digest.add(language);
        digest.add(label);
    }
    for (const auto* others : {&item.alternatives, &item.hidden})
        for (const auto& [language, labels] : *others) {
            digest.add(language);
            for (const auto& label : labels) digest.add(label);
        }
    for (const auto& rule : item.rules) {
        digest.add(rule.language);
        digest.add(tagging_rule_name(rule.kind));
        digest.add(tagging_rule_text(rule));
    }
    return std::to_string(kTaggerVersion) + "." + digest.text();
}

} // namespace

std::string_view use_name(PhraseUse::Kind kind) {
    constexpr std::array<std::string_view, 7> kNames = {"label", "rule", "demonym", "capital", "name", "excluded", "required"};
    return kNames[static_cast<std::size_t>(kind)];
}

bool is_inflection(std::string_view word, std::string_view form, std::size_t longest_ending) {
    const auto common = static_cast<std::size_t>(std::mismatch(word.begin(), word.end(), form.begin(), form.end()).first - word.begin());
    return word.size() - common <= longest_ending && form.size() - common <= longest_ending;
}

std::vector<TagConcept> tag_concepts(const Vocabularies& vocabularies) {
    std::vector<TagConcept> result;
    for (std::size_t row = 0; row < kTaggedFields.size(); ++row)
        for (const auto& item : vocabularies.of(kTaggedFields[row].field).concepts()) {
            if (kTaggedFields[row].field == TagField::region && item.code == "001") continue; // everything is in the world
            const bool has_required = std::any_of(item.rules.begin(), item.rules.end(), [](const TaggingRule& rule) {
                return rule.kind == TaggingRule::Kind::required;
            });
            result.push_back({row, &item, version_of(item), has_required});
        }
    return result;
}

TagRules compile_rules(const std::vector<TagConcept>& concepts, const std::string& language) {
    return Compiler(concepts, language).run();
}

} // namespace samling
