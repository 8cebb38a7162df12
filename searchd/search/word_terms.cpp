#include "searchd/search/word_terms.h"

#include "schema/index_layout.h"
#include "searchd/search/stop_words.h"

namespace samling {

WordTerms word_terms(const std::string& word, std::string_view prefix, IndexView& view) {
    WordTerms result;
    // Without a language a stem is the folded word. Not by tokenize(): alone, a word may be split otherwise.
    result.forms.insert(view.analyzer("").stem(word));
    for (const auto& language : view.languages) {
        auto& analyzer = view.analyzer(language);
        const auto stem = analyzer.stem(word);
        result.stems.insert(std::string(analyzer.stem_key()) + stem);
        result.terms.insert(stem_term(prefix, analyzer.stem_key(), stem));
        // Not what stands everywhere: the Turkish stem of "insan" is "in", the English one of "beings" is "be".
        if (!is_stop_word(stem)) result.forms.insert(stem);
    }
    for (const auto& form : result.forms)
        result.terms.insert(std::string(prefix) + form);
    return result;
}

} // namespace samling
