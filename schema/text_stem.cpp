#include "schema/text_stem.h"

#include "schema/text.h"
#include "schema/text_case.h"
#include "schema/text_utf8.h"

#include <algorithm>
#include <libstemmer.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

namespace samling {
namespace analysis {
namespace {

struct Language {
    std::string_view code;
    const char* stemmer;  ///< Its name in Snowball.
    std::string_view key; ///< Languages of one stemmer have one key.
};

/// Sorted by code. Bosnian, Croatian and Montenegrin are near enough to Serbian for its stemmer, which reads
/// both scripts and writes Latin; so is Malay to Indonesian.
constexpr Language kLanguages[] = {
    {"bs", "serbian", "sr"},    {"ca", "catalan", "ca"},   {"da", "danish", "da"},
    {"de", "german", "de"},     {"el", "greek", "el"},     {"en", "english", "en"},
    {"es", "spanish", "es"},    {"eu", "basque", "eu"},    {"fi", "finnish", "fi"},
    {"fr", "french", "fr"},     {"ga", "irish", "ga"},     {"hi", "hindi", "hi"},
    {"hr", "serbian", "sr"},    {"hu", "hungarian", "hu"}, {"hy", "armenian", "hy"},
    {"id", "indonesian", "id"}, {"it", "italian", "it"},   {"lt", "lithuanian", "lt"},
    {"ms", "indonesian", "id"}, {"nb", "norwegian", "no"}, {"ne", "nepali", "ne"},
    {"nl", "dutch", "nl"},      {"nn", "norwegian", "no"}, {"no", "norwegian", "no"},
    {"pt", "portuguese", "pt"}, {"ro", "romanian", "ro"},  {"ru", "russian", "ru"},
    {"sh", "serbian", "sr"},    {"sr", "serbian", "sr"},   {"sv", "swedish", "sv"},
    {"ta", "tamil", "ta"},      {"tr", "turkish", "tr"},   {"yi", "yiddish", "yi"},
};

/// Endings that a stemmer of Snowball does not know, and one of the same word that it does: it takes "rettigheder" to "ret"
/// and "rettighederne" to "rettighed".
struct UnknownEnding {
    std::string_view key, ending, known;
};
constexpr UnknownEnding kUnknownEndings[] = {{"da", "hederne", "heder"}, {"da", "hedernes", "heder"}};

void replace_unknown_ending(std::string& lower, std::string_view key) {
    for (const auto& [stemmer, ending, known] : kUnknownEndings)
        if (key == stemmer && lower.ends_with(ending)) lower.replace(lower.size() - ending.size(), ending.size(), known);
}

std::string primary_subtag(std::string_view language) {
    return lower_ascii(language.substr(0, language.find_first_of("-_")));
}

bool is_ascii(std::string_view word) {
    return ascii_run(word, 0) == word.size();
}

void replace_all(icu::UnicodeString& text, UChar from, UChar to) {
    for (std::int32_t at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + 1))
        text.setCharAt(at, to);
}

} // namespace

void Stemmer::Close::operator()(sb_stemmer* stemmer) const {
    sb_stemmer_delete(stemmer);
}

Stemmer::Stemmer(std::string_view language) {
    const std::string code = primary_subtag(language);
    for (const Language& row : kLanguages) {
        if (row.code != code) continue;
        stemmer_.reset(sb_stemmer_new(row.stemmer, "UTF_8"));
        key_ = row.key;
    }
    light_ = light_steps(code);
    if (!light_.empty()) key_ = light_.front().language;
    turkish_ = code == "tr";
    romanian_ = code == "ro";
}

std::string Stemmer::lowercase(std::string_view word) const {
    if (is_ascii(word) && !turkish_) return lower_ascii(word);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
    icu::UnicodeString wide = icu::UnicodeString::fromUTF8({word.data(), std::int32_t(word.size())});
    if (U_SUCCESS(status)) wide = nfkc->normalize(wide, status);
    wide.toLower(turkish_ ? icu::Locale("tr") : icu::Locale::getRoot());
    if (romanian_) { // the stemmer was written for the cedilla, the orthography has the comma
        replace_all(wide, 0x0219, 0x015F);
        replace_all(wide, 0x021B, 0x0163);
    }
    std::string lower;
    wide.toUTF8String(lower);
    return lower;
}

std::string Stemmer::stem(std::string_view word) const {
    if (!light_.empty()) return light_stem(fold(word), light_);
    if (!stemmer_) return fold(word);
    std::string lower = lowercase(word);
    replace_unknown_ending(lower, key_);
    const auto* bytes = reinterpret_cast<const sb_symbol*>(lower.data());
    const sb_symbol* stem = sb_stemmer_stem(stemmer_.get(), bytes, static_cast<int>(lower.size()));
    if (stem == nullptr) return fold(word); // out of memory inside Snowball
    const auto size = static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()));
    std::string folded = fold({reinterpret_cast<const char*>(stem), size});
    return folded.empty() ? fold(word) : folded;
}

} // namespace analysis

std::vector<std::string> stemmed_languages() {
    std::vector<std::string> codes;
    for (const analysis::Language& row : analysis::kLanguages)
        if (analysis::Stemmer(row.code).active()) codes.emplace_back(row.code);
    codes.insert(codes.end(), analysis::light_languages().begin(), analysis::light_languages().end());
    std::sort(codes.begin(), codes.end());
    return codes;
}

} // namespace samling
