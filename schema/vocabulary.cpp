#include "schema/vocabulary.h"

#include <algorithm>

#include "schema/failure.h"
#include "schema/text.h"
#include "schema/vocabulary_links.h"

namespace samling {
namespace {

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines)
        text += (text.empty() ? "" : "\n") + line;
    return text;
}

/// What two spellings of one name share: folded, and with one kind of apostrophe (Côte d'Ivoire).
std::string comparable(std::string text) {
    for (const std::string_view apostrophe : {"\u2019", "\u02BC", "\u2018"})
        for (auto at = text.find(apostrophe); at != std::string::npos; at = text.find(apostrophe, at + 1))
            text.replace(at, apostrophe.size(), "'");
    return fold(text);
}

} // namespace

Vocabulary::Vocabulary(std::string name, std::vector<Concept> concepts)
    : name_(std::move(name)), concepts_(std::move(concepts)) {
    if (const auto mistakes = link_concepts(name_, concepts_); !mistakes.empty())
        throw Failure(ErrorCode::invalid_vocabulary, joined(mistakes));
    for (std::size_t i = 0; i < concepts_.size(); ++i) {
        const auto& item = concepts_[i];
        by_code_.emplace(item.code, i);
        claim(item.code, {i, 0});
        if (!item.notation.empty()) claim(item.notation, {i, 1});
        for (const auto& [language, label] : item.labels)
            claim(label, {i, 2});
        for (const auto& [language, texts] : item.alternatives)
            for (const auto& text : texts)
                claim(text, {i, 3});
    }
}

void Vocabulary::claim(const std::string& text, const Claim& claim) {
    auto [entry, is_new] = by_folded_text_.emplace(comparable(text), claim);
    if (is_new || entry->second.concept_number == claim.concept_number || entry->second.rank < claim.rank)
        return;
    entry->second = entry->second.rank > claim.rank ? claim : Claim{kAmbiguous, claim.rank};
}

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
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return nullptr;
    text = text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
    const auto found = by_folded_text_.find(comparable(clean_utf8(text)));
    if (found == by_folded_text_.end() || found->second.concept_number == kAmbiguous) return nullptr;
    return &concepts_[found->second.concept_number];
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
        if (field == TagField::region)
            vocabularies_.push_back(make_regions());
        else if (field == TagField::language)
            vocabularies_.push_back(make_languages());
        else
            vocabularies_.push_back(read_skos(directory / (std::string(name) + ".rdf"), std::string(name)));
    }
}

} // namespace samling
