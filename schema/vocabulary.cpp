#include "schema/vocabulary.h"

#include <algorithm>
#include <mutex>

#include "schema/failure.h"
#include "schema/languages.h"
#include "schema/text.h"
#include "schema/trimmed.h"
#include "schema/vocabulary_links.h"

namespace samling {
namespace {

constexpr std::size_t kMaxMistakes = 50;
constexpr std::string_view kLanguages = "language";

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (std::size_t i = 0; i < lines.size() && i < kMaxMistakes; ++i)
        text += (i == 0 ? "" : "\n") + lines[i];
    return lines.size() <= kMaxMistakes ? text : text + "\nand " + std::to_string(lines.size() - kMaxMistakes) + " more mistakes";
}

/// What two spellings of one name share: folded, and with one kind of apostrophe (Côte d'Ivoire).
std::string comparable(std::string text) {
    for (const std::string_view apostrophe : {"\u2019", "\u02BC", "\u2018"})
        for (auto at = text.find(apostrophe); at != std::string::npos; at = text.find(apostrophe, at + 1))
            text.replace(at, apostrophe.size(), "'");
    return fold(text);
}

/// Who claims a folded text, and how strongly: 0 as a code, 4 as a hidden label.
struct Claim {
    std::size_t concept_number; ///< kAmbiguous where two claim it with equal right.
    int rank;
};
constexpr std::size_t kAmbiguous = static_cast<std::size_t>(-1);
using Claims = std::unordered_map<std::string, Claim>;

void claim(Claims& claims, const std::string& text, const Claim& claim) {
    auto [entry, is_new] = claims.emplace(comparable(text), claim);
    if (is_new || entry->second.concept_number == claim.concept_number || entry->second.rank < claim.rank)
        return;
    entry->second = entry->second.rank > claim.rank ? claim : Claim{kAmbiguous, claim.rank};
}

Claims claims_of(const std::vector<Concept>& concepts) {
    Claims claims;
    for (std::size_t i = 0; i < concepts.size(); ++i) {
        const auto& item = concepts[i];
        claim(claims, item.code, {i, 0});
        if (!item.notation.empty()) claim(claims, item.notation, {i, 1});
        for (const auto& [language, label] : item.labels)
            claim(claims, label, {i, 2});
        int rank = 3;
        for (const auto* others : {&item.alternatives, &item.hidden}) {
            for (const auto& [language, texts] : *others)
                for (const auto& text : texts)
                    claim(claims, text, {i, rank});
            ++rank;
        }
    }
    return claims;
}

} // namespace

struct Vocabulary::Names {
    std::once_flag made;
    Claims claims;
};

Vocabulary::Vocabulary(std::string name, std::vector<Concept> concepts)
    : Vocabulary(name, std::move(concepts), name) {}

Vocabulary::Vocabulary(std::string name, std::vector<Concept> concepts, const std::string& place)
    : name_(std::move(name)), concepts_(std::move(concepts)), names_(new Names) {
    if (const auto mistakes = link_concepts(place, concepts_); !mistakes.empty())
        throw Failure(ErrorCode::invalid_vocabulary, joined(mistakes));
    for (std::size_t i = 0; i < concepts_.size(); ++i)
        by_code_.emplace(concepts_[i].code, i);
}

Vocabulary::~Vocabulary() = default;
Vocabulary::Vocabulary(Vocabulary&&) noexcept = default;

std::vector<const Concept*> Vocabulary::top_concepts() const {
    std::vector<const Concept*> result;
    for (const auto& item : concepts_)
        if (item.broader.empty()) result.push_back(&item);
    return result;
}

const Concept* Vocabulary::find(std::string_view code) const {
    const auto found = by_code_.find(std::string(code));
    return found == by_code_.end() ? nullptr : &concepts_[found->second];
}

const Concept* Vocabulary::resolve(std::string_view text) const {
    if (const auto* exact = find(text)) return exact;
    text = trimmed(text);
    if (text.empty()) return nullptr;
    std::call_once(names_->made, [&] { names_->claims = claims_of(concepts_); });
    const auto found = names_->claims.find(comparable(clean_utf8(text)));
    if (found == names_->claims.end()) return name_ == kLanguages ? find(language_code(text)) : nullptr;
    return found->second.concept_number == kAmbiguous ? nullptr : &concepts_[found->second.concept_number];
}

std::vector<std::string> Vocabulary::ancestors(std::string_view code) const {
    std::vector<std::string> result;
    const auto* start = find(code);
    if (start == nullptr) return result;
    result = start->broader;
    for (std::size_t i = 0; i < result.size(); ++i)
        for (const auto& broader : find(result[i])->broader)
            if (std::find(result.begin(), result.end(), broader) == result.end()) result.push_back(broader);
    return result;
}

std::string Vocabulary::label(std::string_view code, std::string_view language) const {
    const auto* item = find(code);
    if (item == nullptr) return std::string(code);
    const auto found = item->labels.find(language);
    return found != item->labels.end() ? found->second : item->labels.find("en")->second;
}

Vocabularies::Vocabularies(const std::filesystem::path& directory) {
    vocabularies_.reserve(kTagFieldCount);
    for (const auto& [field, name] : kTagFields) {
        const auto file = directory / (std::string(name) + ".rdf");
        if (field == TagField::region)
            vocabularies_.push_back(std::filesystem::exists(file) ? make_regions(file) : make_regions());
        else if (field == TagField::language)
            vocabularies_.push_back(make_languages());
        else
            vocabularies_.push_back(read_skos(file, std::string(name)));
    }
}

} // namespace samling
