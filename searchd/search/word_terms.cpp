#include "searchd/search/word_terms.h"

#include "schema/index_layout.h"

namespace samling {

WordTerms word_terms(const std::string& word, std::string_view prefix, IndexView& view) {
    WordTerms result;
    // Without a language a stem is the folded word. Not by tokenize(): alone, a word may be split otherwise.
    result.forms.insert(view.analyzer("").stem(word));
    for (const auto& language : view.languages)
        result.stems.insert(view.analyzer(language).stem(word));
    for (const auto& stem : result.stems)
        result.terms.insert(stem_term(prefix, stem));
    result.forms.insert(result.stems.begin(), result.stems.end());
    for (const auto& form : result.forms)
        result.terms.insert(std::string(prefix) + form);
    return result;
}

} // namespace samling
