#include "searchd/search/added_text.h"

#include <algorithm>

#include "schema/index_layout.h"
#include "searchd/search/index_reader.h"

namespace samling {
namespace {

constexpr std::size_t kStemKeyBytes = 2, kMinStemBytes = 3, kMostRead = 200, kMostForms = 100;

void add(const std::string& term, std::vector<std::string>& terms) {
    if (std::find(terms.begin(), terms.end(), term) == terms.end()) terms.push_back(term);
}

} // namespace

AddedWord added_word(const std::string& word, const std::string& language, IndexView& view) {
    AddedWord added;
    const auto form = view.analyzer("").stem(word);
    if (view.database.term_exists(form)) {
        added.terms.push_back(form);
        added.forms.push_back(form);
    }
    auto& analyzer = view.analyzer(language);
    if (analyzer.stem_key().empty()) return added;
    const auto stem = analyzer.stem(word);
    const auto term = stem_term("", analyzer.stem_key(), stem);
    const bool stemmed = view.database.term_exists(term);
    if (stemmed || !added.terms.empty()) added.stems.push_back(std::string(analyzer.stem_key()) + stem);
    if (!stemmed) return added;
    add(term, added.terms);
    add(stem, added.terms); // a word that is its own stem has no term for it
    return added;
}

std::vector<std::string> forms_of_stem(const std::string& stem, const std::string& language, IndexView& view) {
    std::vector<std::string> forms;
    if (stem.size() < kMinStemBytes) return forms;
    auto& analyzer = view.analyzer(language);
    std::size_t read = 0;
    const auto end = view.database.allterms_end(stem);
    for (auto term = view.database.allterms_begin(stem); term != end && ++read <= kMostRead && forms.size() < kMostForms; ++term)
        if (analyzer.stem(*term) == stem) forms.push_back(*term);
    return forms;
}

void add_forms_of_stem(AddedWord& word, const std::string& language, IndexView& view) {
    if (word.stems.empty()) return;
    for (const auto& form : forms_of_stem(word.stems.front().substr(kStemKeyBytes), language, view))
        if (word.forms.size() < kMostForms) add(form, word.forms);
}

} // namespace samling
