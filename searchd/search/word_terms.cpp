#include "searchd/search/word_terms.h"

#include "schema/index_layout.h"
#include "schema/text_utf8.h"
#include "searchd/search/stop_words.h"

namespace samling {
namespace {

constexpr std::size_t kShortStem = 3; ///< Letters.

/// Whether a text with the word `stem` is one about `word`. What little is left of a word is often another in another
/// language: the Turkish stem of "insan" is "in", the Catalan one of "digital" is "dig", the English one of "beings" is "be".
bool is_form(const std::string& stem, const std::string& word) {
    const auto letters = analysis::count_characters(stem);
    const bool little_left = letters <= kShortStem && letters * 2 < analysis::count_characters(word);
    return !little_left && !is_stop_word(stem);
}

} // namespace

WordTerms word_terms(const std::string& word, std::string_view prefix, IndexView& view) {
    WordTerms result;
    // Without a language a stem is the folded word. Not by tokenize(): alone, a word may be split otherwise.
    result.forms.insert(view.analyzer("").stem(word));
    for (const auto& language : view.languages) {
        auto& analyzer = view.analyzer(language);
        const auto stem = analyzer.stem(word);
        result.stems.insert(std::string(analyzer.stem_key()) + stem);
        result.terms.insert(stem_term(prefix, analyzer.stem_key(), stem));
        if (!result.forms.contains(stem) && is_form(stem, word)) result.forms.insert(stem);
    }
    for (const auto& form : result.forms)
        result.terms.insert(std::string(prefix) + form);
    return result;
}

} // namespace samling
