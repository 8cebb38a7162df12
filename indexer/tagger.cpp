#include "indexer/tagger.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_map>

#include "schema/text.h"

namespace samling {
namespace {

constexpr std::string_view kRule = "label-match/1";
constexpr std::size_t kMaxEvidence = 3;
constexpr double kTitleWeight = 5;

/// What is looked for in each field, and how many mentions make a tag.
struct TaggedField {
    TagField field;
    double least_score;        ///< Of mentions, with the title's weight.
    double mentions_per_10000; ///< Words: a long document must mention a thing more often to be about it.
    std::size_t most_tags;
    bool proper_names; ///< Compared by exact form and with a capital.
};
constexpr std::array kTaggedFields = {
    TaggedField{TagField::theme, 3, 6, 8, false},
    TaggedField{TagField::region, 2, 4, 10, true},
    TaggedField{TagField::coalition, 1, 0, 4, false},
};

/// Names of places that are also words or persons' names: a mention counts half, so that one is never enough.
constexpr std::array<std::string_view, 7> kAmbiguousPlaces = {"GE", "JO", "TD", "TR", "ML", "TG", "CU"};
/// English labels too general to be a tag from their words alone.
constexpr std::size_t kShortestLabel = 3;

struct Target {
    std::size_t field; ///< In kTaggedFields.
    std::string code;
};

/// A trie over words: a label's words lead to its node.
struct Node {
    std::unordered_map<std::string, std::size_t> next;
    std::vector<Target> targets;
};

struct Word {
    std::string exact, stem;
    std::uint32_t begin = 0, end = 0;
    bool capital = false;
};

/// A word that starts with a letter which has no lower-case twin here: capital Latin, Greek, Cyrillic, or a
/// script without case.
bool starts_like_a_name(std::string_view word) {
    const auto first = static_cast<unsigned char>(word.empty() ? 0 : word.front());
    return !(first >= 'a' && first <= 'z');
}

std::vector<Word> words_of(Analyzer& analyzer, std::string_view text) {
    std::vector<Word> words;
    analyzer.tokenize(text, [&](const Token& token) {
        const auto original = text.substr(token.begin, token.end - token.begin);
        words.push_back({std::string(token.exact), std::string(token.stem), token.begin, token.end,
                         starts_like_a_name(original)});
    });
    return words;
}

class Matcher {
public:
    void add(const std::vector<std::string>& words, Target target) {
        std::size_t at = 0;
        for (const auto& word : words) {
            const auto found = nodes_[at].next.find(word);
            if (found != nodes_[at].next.end()) {
                at = found->second;
                continue;
            }
            nodes_.emplace_back();
            nodes_[at].next.emplace(word, nodes_.size() - 1);
            at = nodes_.size() - 1;
        }
        auto& targets = nodes_[at].targets;
        const auto same = [&](const Target& t) { return t.field == target.field && t.code == target.code; };
        if (std::none_of(targets.begin(), targets.end(), same)) targets.push_back(std::move(target));
    }

    struct Match {
        const Node* node = nullptr;
        std::size_t words = 0;
    };

    /// The longest label that begins with words[from].
    template <typename Form>
    Match longest(const std::vector<Word>& words, std::size_t from, Form form) const {
        Match best;
        std::size_t at = 0;
        for (auto i = from; i < words.size(); ++i) {
            const auto found = nodes_[at].next.find(form(words[i]));
            if (found == nodes_[at].next.end()) break;
            at = found->second;
            if (!nodes_[at].targets.empty()) best = {&nodes_[at], i - from + 1};
        }
        return best;
    }

private:
    std::vector<Node> nodes_{1};
};

/// Mentions of one concept.
struct Mentions {
    double score = 0;
    std::vector<Evidence> evidence;
};
using Found = std::array<std::map<std::string, Mentions>, kTaggedFields.size()>;

const std::string& exact_form(const Word& word) {
    return word.exact;
}
const std::string& stem_form(const Word& word) {
    return word.stem;
}

/// Labels in one language (and English, which every document may quote).
struct LanguageMatcher {
    Matcher names;  ///< By exact form.
    Matcher themes; ///< By stem.
};

LanguageMatcher compile(const Vocabularies& vocabularies, const std::string& language) {
    LanguageMatcher result;
    Analyzer analyzer(language);
    for (std::size_t row = 0; row < kTaggedFields.size(); ++row) {
        const auto& tagged = kTaggedFields[row];
        const auto add = [&](const std::string& label, const Concept& concept_) {
            if (label.size() < kShortestLabel || concept_.code == "001") return;
            std::vector<std::string> words;
            for (const auto& word : words_of(analyzer, label))
                words.push_back(tagged.proper_names ? word.exact : word.stem);
            if (!words.empty())
                (tagged.proper_names ? result.names : result.themes).add(words, {row, concept_.code});
        };
        for (const auto& concept_ : vocabularies.of(tagged.field).concepts())
            for (const std::string_view spoken : {std::string_view(language), std::string_view("en")}) {
                if (const auto label = concept_.labels.find(spoken); label != concept_.labels.end())
                    add(label->second, concept_);
                if (const auto others = concept_.alternatives.find(spoken);
                    others != concept_.alternatives.end())
                    for (const auto& label : others->second)
                        add(label, concept_);
            }
    }
    return result;
}

/// Counts the mentions in one text; page 0 is the title, which gives weight but no quote.
class Reading {
public:
    Reading(const LanguageMatcher& matcher, Analyzer& analyzer, Found& found)
        : matcher_(matcher), analyzer_(analyzer), found_(found) {}

    void read(std::string_view text, int page) {
        const auto words = words_of(analyzer_, text);
        word_count_ += words.size();
        for (std::size_t i = 0; i < words.size();)
            i += read_names(text, page, words, i);
        for (std::size_t i = 0; i < words.size();)
            i += read_themes(text, page, words, i);
    }

    std::size_t word_count() const { return word_count_; }

private:
    std::size_t read_names(std::string_view text, int page, const std::vector<Word>& words, std::size_t i) {
        if (!words[i].capital) return 1;
        return count(text, page, words, i, matcher_.names.longest(words, i, exact_form));
    }

    std::size_t read_themes(std::string_view text, int page, const std::vector<Word>& words, std::size_t i) {
        return count(text, page, words, i, matcher_.themes.longest(words, i, stem_form));
    }

    std::size_t count(std::string_view text, int page, const std::vector<Word>& words, std::size_t i,
                      const Matcher::Match& match) {
        if (!match.node) return 1;
        const auto begin = words[i].begin, end = words[i + match.words - 1].end;
        for (const auto& target : match.node->targets) {
            auto& mentions = found_[target.field][target.code];
            mentions.score += page == 0 ? kTitleWeight : 1;
            // One quote a page, so that the quotes show the spread.
            const bool quoted = !mentions.evidence.empty() && mentions.evidence.back().page == page;
            if (page > 0 && !quoted && mentions.evidence.size() < kMaxEvidence)
                mentions.evidence.push_back(
                    {page, begin, std::string(text.substr(begin, end - begin)), std::string(kRule)});
        }
        return match.words;
    }

    const LanguageMatcher& matcher_;
    Analyzer& analyzer_;
    Found& found_;
    std::size_t word_count_ = 0;
};

std::vector<Tag> strongest(const TaggedField& field, std::map<std::string, Mentions>& found,
                           std::size_t words) {
    const double least =
        std::max(field.least_score, field.mentions_per_10000 * static_cast<double>(words) / 10000);
    std::vector<Tag> tags;
    for (auto& [code, mentions] : found) {
        const bool ambiguous =
            std::find(kAmbiguousPlaces.begin(), kAmbiguousPlaces.end(), code) != kAmbiguousPlaces.end();
        if (field.proper_names && ambiguous) mentions.score /= 2;
        // A tag without a quote cannot say why it is there.
        if (mentions.score < least || mentions.evidence.empty()) continue;
        tags.push_back({code, Origin::rule, mentions.score, std::move(mentions.evidence)});
    }
    std::stable_sort(tags.begin(), tags.end(), [](const Tag& a, const Tag& b) { return a.score > b.score; });
    if (tags.size() > field.most_tags) tags.resize(field.most_tags);
    return tags;
}

} // namespace

struct Tagger::Internal {
    std::map<std::string, LanguageMatcher, std::less<>> by_language;

    const LanguageMatcher& matcher(const std::string& language) const {
        const auto found = by_language.find(language);
        return found != by_language.end() ? found->second : by_language.at("en");
    }
};

Tagger::Tagger(const Vocabularies& vocabularies) : internal_(new Internal) {
    for (const std::string language : {"en", "da", "fr", "es", "ar", "ru", "zh"})
        internal_->by_language.emplace(language, compile(vocabularies, language));
}

Tagger::~Tagger() = default;

void Tagger::tag(Document& document) const {
    auto& metadata = document.metadata;
    const auto& languages = metadata.of(TagField::language);
    const auto language = languages.empty() ? std::string("en") : languages.front().code;
    Analyzer analyzer(language);
    Found found;
    Reading reading(internal_->matcher(language), analyzer, found);
    reading.read(metadata.title, 0);
    for (std::size_t i = 0; i < document.pages.size(); ++i)
        reading.read(document.pages[i].text, static_cast<int>(i) + 1);
    for (std::size_t row = 0; row < kTaggedFields.size(); ++row) {
        auto& tags = metadata.of(kTaggedFields[row].field);
        if (tags.empty()) tags = strongest(kTaggedFields[row], found[row], reading.word_count());
    }
}

} // namespace samling
