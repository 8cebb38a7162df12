#include "searchd/search/concept_texts.h"

#include <algorithm>
#include <set>

#include "searchd/search/index_reader.h"
#include "searchd/search/query_words.h"
#include "searchd/search/stop_words.h"

namespace samling {
namespace {

using Why = QueryExpansion::Why;

constexpr std::size_t kMostWords = 6, kMostKept = 5'000;
constexpr std::size_t kShortestName = 4; ///< In bytes, of one word: abbreviations mean too much else.
/// Of a region the narrower ones are many, and documents on them carry its code.
constexpr std::string_view kWithNarrower = "theme";

class Names {
public:
    explicit Names(IndexView& view) : view_(view) {}

    void add(const Concept& meant, Why why) {
        for (const auto& [language, label] : meant.labels)
            add(label, language, why);
        for (const auto& [language, labels] : meant.alternatives)
            for (const auto& label : labels)
                add(label, language, why);
    }

    std::vector<AddedText> take() { return std::move(texts_); }

private:
    void add(const std::string& label, const std::string& language, Why why) {
        if (texts_.size() == kMostConceptTexts) return;
        const auto words = query_words(label);
        const bool short_word = words.size() == 1 && (label.size() < kShortestName || is_stop_word(fold(label)));
        if (words.empty() || words.size() > kMostWords || short_word || !seen_.insert(fold(label)).second) return;
        AddedText text{label, language, why, {}};
        for (const auto& word : words) {
            text.words.push_back(added_word(word, language, view_));
            const auto& found = text.words.back();
            // A phrase is found by the positions of its words, which forms alone have.
            if (found.terms.empty() || (words.size() > 1 && found.forms.empty())) return;
        }
        texts_.push_back(std::move(text));
    }

    IndexView& view_;
    std::set<std::string> seen_;
    std::vector<AddedText> texts_;
};

std::vector<AddedText> names_of(const Vocabulary& vocabulary, const Concept& meant, IndexView& view) {
    Names names(view);
    names.add(meant, Why::alternative);
    for (const auto& code : meant.narrower)
        if (const auto* narrower = vocabulary.find(code); narrower && vocabulary.name() == kWithNarrower) names.add(*narrower, Why::narrower);
    return names.take();
}

ConceptMemo& memo_of(IndexView& view) {
    auto& memo = view.concepts;
    const MemoAge now{view.snapshot->documents, view.snapshot->revision};
    if (!memo.age.is_fresh(now.documents, now.revision) || memo.texts.size() > kMostKept) memo = {now, {}};
    return memo;
}

} // namespace

const std::vector<AddedText>& concept_texts(TagField field, const std::string& code, IndexView& view,
                                            const Vocabularies& vocabularies) {
    auto& memo = memo_of(view);
    const auto key = std::string(tag_field_name(field)) + ':' + code;
    if (const auto found = memo.texts.find(key); found != memo.texts.end()) return found->second;
    const auto& vocabulary = vocabularies.of(field);
    const auto* meant = vocabulary.find(code);
    auto& texts = memo.texts[key];
    if (meant) texts = names_of(vocabulary, *meant, view);
    return texts;
}

} // namespace samling
