#include "schema/text_stem.h"

#include <algorithm>
#include <array>
#include <libstemmer.h>
#include <utility>

#include "schema/text.h"

namespace samling {
namespace analysis {
namespace {

/// BCP 47 to Snowball. What a build of Snowball lacks is skipped.
constexpr std::array<std::pair<std::string_view, const char*>, 31> kStemmers = {{
    {"ar", "arabic"},     {"hy", "armenian"},   {"eu", "basque"},     {"ca", "catalan"},
    {"da", "danish"},     {"nl", "dutch"},      {"en", "english"},    {"fi", "finnish"},
    {"fr", "french"},     {"de", "german"},     {"el", "greek"},      {"hi", "hindi"},
    {"hu", "hungarian"},  {"id", "indonesian"}, {"ga", "irish"},      {"it", "italian"},
    {"lt", "lithuanian"}, {"ne", "nepali"},     {"no", "norwegian"},  {"nb", "norwegian"},
    {"nn", "norwegian"},  {"pt", "portuguese"}, {"ro", "romanian"},   {"ru", "russian"},
    {"sr", "serbian"},    {"es", "spanish"},    {"sv", "swedish"},    {"ta", "tamil"},
    {"tr", "turkish"},    {"yi", "yiddish"},    {"ms", "indonesian"},
}};

const char* algorithm(std::string_view language) {
    const auto primary = language.substr(0, language.find_first_of("-_"));
    for (const auto& [code, name] : kStemmers)
        if (code == primary) return name;
    return nullptr;
}

} // namespace

void Stemmer::Deleter::operator()(sb_stemmer* stemmer) const {
    sb_stemmer_delete(stemmer);
}

Stemmer::Stemmer(std::string_view language) {
    if (const char* name = algorithm(language)) stemmer_.reset(sb_stemmer_new(name, "UTF_8"));
}

std::string_view Stemmer::stem(std::string_view word) {
    if (!stemmer_) return word;
    const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
    const auto* result = sb_stemmer_stem(stemmer_.get(), bytes, static_cast<int>(word.size()));
    if (!result) return word;
    return {reinterpret_cast<const char*>(result),
            static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
}

} // namespace analysis

std::vector<std::string> stemmed_languages() {
    std::vector<std::string> languages;
    for (const auto& [code, name] : analysis::kStemmers)
        if (analysis::Stemmer(code).exists()) languages.emplace_back(code);
    std::sort(languages.begin(), languages.end());
    return languages;
}

} // namespace samling
