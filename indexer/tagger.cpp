#include "indexer/tagger.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

#include "indexer/tag_reading.h"

namespace samling {
namespace {

constexpr double kTitle = 5, kAbstract = 3, kHeading = 2, kAgent = 4;
/// The first pages say what the rest is about.
constexpr double kFirstPage = 2, kSecondPages = 1.5;
constexpr int kPagesToWeigh = 4; ///< A document of fewer has no first pages.
/// Mentions on fewer pages than this share are a passage; on that share and more they are the document's subject.
constexpr double kFullSpread = 0.2, kLeastSpread = 0.3;
constexpr std::size_t kAnalyzersKept = 16;
/// In the compiled rules of all languages, before those that were asked for longest ago go: some 200 MB. Of a vocabulary of a
/// few thousand concepts all languages stay.
constexpr std::size_t kPhrasesKept = 400'000;

double weight_of_page(std::size_t number, std::size_t pages) {
    if (pages < kPagesToWeigh) return 1;
    return number == 1 ? kFirstPage : number <= 3 ? kSecondPages : 1;
}

/// How sure the mentions make it: 1 is just enough.
double strength(const Mentions& mentions, const TaggedField& field, const TagReading& reading) {
    const double sum = mentions.certain + mentions.doubtful * (mentions.certain > 0 ? 1 : 0.5);
    const double least = std::max(1.0, field.slope * std::pow(static_cast<double>(reading.words()), field.exponent));
    double spread = 1;
    if (reading.pages() >= kPagesToWeigh && field.first_pages == 0) {
        const double share = static_cast<double>(mentions.pages) / reading.pages();
        spread = std::min(1.0, kLeastSpread + share / kFullSpread * (1 - kLeastSpread));
    }
    return sum * spread / least;
}

struct Candidate {
    std::uint32_t number;
    double strength;
};

std::vector<Tag> strongest(std::size_t row, const std::vector<TagConcept>& concepts, TagReading& reading) {
    const auto& field = kTaggedFields[row];
    std::vector<Candidate> found;
    for (const auto& [number, mentions] : reading.mentions()) {
        const auto& item = concepts[number];
        // A tag without a quote cannot say why it is there.
        if (item.row != row || mentions.evidence.empty() || (item.has_required && !mentions.required_seen)) continue;
        if (const auto value = strength(mentions, field, reading); value >= 1) found.push_back({number, value});
    }
    std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
        return a.strength != b.strength ? a.strength > b.strength : a.number < b.number;
    });
    std::vector<Tag> tags;
    for (const auto& [number, value] : found) {
        if (tags.size() == field.most_tags || value < found.front().strength * field.of_strongest) break;
        tags.push_back({concepts[number].source->code, Origin::rule, value / (value + 1),
                        std::move(reading.mentions()[number].evidence)});
    }
    return tags;
}

} // namespace

struct Tagger::Internal {
    explicit Internal(const Vocabularies& vocabularies) : concepts(tag_concepts(vocabularies)) {
        for (const auto& item : concepts)
            for (const auto& [language, label] : item.source->labels) labelled.insert_or_assign(language, true);
        for (const auto& language : stemmed_languages()) labelled.insert_or_assign(language, true);
    }

    /// Languages that nobody stems and no label has are all read alike.
    std::string known(const std::string& language) const { return labelled.contains(language) ? language : ""; }

    std::shared_ptr<const TagRules> rules(const std::string& language) {
        const std::lock_guard lock(mutex);
        auto found = std::find_if(kept.begin(), kept.end(), [&](const auto& one) { return one.first == language; });
        if (found == kept.end()) {
            auto compiled = std::make_shared<const TagRules>(compile_rules(concepts, language));
            make_room(compiled->phrases());
            found = kept.emplace(kept.begin(), language, std::move(compiled));
        }
        std::rotate(kept.begin(), found, found + 1);
        return kept.front().second;
    }

    void make_room(std::size_t phrases) {
        for (const auto& [language, rules] : kept) phrases += rules->phrases();
        for (; phrases > kPhrasesKept && !kept.empty(); kept.pop_back()) phrases -= kept.back().second->phrases();
    }

    /// One of this thread's own.
    static Analyzer& analyzer(const std::string& language) {
        thread_local std::map<std::string, Analyzer> kept;
        if (kept.size() >= kAnalyzersKept && !kept.contains(language)) kept.clear();
        return kept.try_emplace(language, language).first->second;
    }

    void read(TagReading& reading, const Document& document);

    const std::vector<TagConcept> concepts;
    std::map<std::string, bool> labelled;
    std::mutex mutex; // guards kept; what it points to never changes
    std::vector<std::pair<std::string, std::shared_ptr<const TagRules>>> kept; ///< By language, the last asked for first.
};

void Tagger::Internal::read(TagReading& reading, const Document& document) {
    const auto& metadata = document.metadata;
    const auto& languages = metadata.of(TagField::language);
    const auto main = known(languages.empty() ? "en" : languages.front().code);
    const auto main_rules = rules(main);
    auto& main_analyzer = analyzer(main);
    const auto add = [&](std::string_view text, double weight) {
        reading.read(*main_rules, main_analyzer, text, {0, weight});
    };
    add(metadata.title, kTitle);
    add(metadata.subtitle, kAbstract);
    add(metadata.abstract, kAbstract);
    for (const auto* agents : {&metadata.creators, &metadata.organisations})
        for (const auto& agent : *agents) add(agent.name, kAgent);
    for (const auto& heading : document.headings) add(heading.text, kHeading);
    for (std::size_t i = 0; i < document.pages.size(); ++i) {
        const auto& page = document.pages[i];
        const auto language = page.language.empty() ? main : known(page.language);
        const TagZone zone{static_cast<int>(i) + 1, weight_of_page(i + 1, document.pages.size())};
        reading.read(language == main ? *main_rules : *rules(language), analyzer(language), page.text, zone);
    }
}

Tagger::Tagger(const Vocabularies& vocabularies) : internal_(new Internal(vocabularies)) {}
Tagger::~Tagger() = default;

void Tagger::tag(Document& document) const {
    auto& metadata = document.metadata;
    for (const auto& row : kTaggedFields)
        std::erase_if(metadata.of(row.field), [](const Tag& tag) { return tag.origin == Origin::rule; });
    TagReading reading(internal_->concepts);
    internal_->read(reading, document);
    for (std::size_t row = 0; row < kTaggedFields.size(); ++row) {
        auto& tags = metadata.of(kTaggedFields[row].field);
        if (tags.empty()) tags = strongest(row, internal_->concepts, reading);
    }
}

} // namespace samling
