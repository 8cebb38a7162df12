#include "indexer/same_title.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <xapian.h>

#include "schema/index_codec.h"
#include "schema/index_layout.h"
#include "schema/text.h"

namespace samling {
namespace {

constexpr Xapian::doccount kMost = 20, kLookedAt = 200;
constexpr std::size_t kFewestWords = 2, kFewestLetters = 10;

/// Folded, of the languages that the vocabularies speak.
constexpr std::array<std::string_view, 27> kEditionWords = {
    "version", "versions", "edition", "edicion", "udgave", "utgave", "ausgabe", "revision", "rev",       "revised",    "revideret", "revisee", "revisada", "update",
    "updated", "draft",    "final",   "projet",  "udkast", "utkast", "entwurf", "borrador", "definitiv", "definitive", "endelig",   "v",       "fassung"};
constexpr std::array<std::string_view, 12> kOrdinals = {"first", "second", "third", "fourth", "fifth", "1st", "2nd", "3rd", "4th", "5th", "anden", "segunda"};

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// "2", "2.1"; not a year.
bool is_edition_number(std::string_view text) { return is_number(text) && (text.size() <= 2 || text.find('.') != std::string_view::npos); }

bool tells_edition(const std::vector<std::string>& words, std::size_t at) {
    const auto& word = words[at];
    const auto is_word = [&](std::size_t i) { return i < words.size() && is_among(kEditionWords, words[i]); };
    if (is_word(at) || (word.front() == 'v' && is_number(std::string_view(word).substr(1)))) return true;
    const bool beside = (at > 0 && is_word(at - 1)) || is_word(at + 1);
    return beside && (is_edition_number(word) || is_among(kOrdinals, word));
}

} // namespace

std::vector<std::string> title_words(const std::string& title) {
    std::vector<std::string> all, kept;
    Analyzer("").tokenize(clean_utf8(title), [&](const Token& token) { all.emplace_back(token.exact); });
    for (std::size_t i = 0; i < all.size(); ++i)
        if (!tells_edition(all, i)) kept.push_back(all[i]);
    return kept;
}

std::vector<std::string> documents_titled(const std::filesystem::path& index, const std::string& title) {
    const auto words = title_words(title);
    std::size_t letters = 0;
    for (const auto& word : words) letters += word.size();
    if (index.empty() || words.size() < kFewestWords || letters < kFewestLetters) return {};
    const auto prefix = index_field("title")->prefix;
    std::vector<std::string> terms;
    for (const auto& word : words) terms.push_back(make_term(prefix, word));
    const Xapian::Database database(index.string());
    Xapian::Enquire enquire(database);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(Xapian::Query(Xapian::Query::OP_AND, terms.begin(), terms.end()));
    std::vector<std::string> found;
    const auto matches = enquire.get_mset(0, kLookedAt);
    for (auto match = matches.begin(); match != matches.end() && found.size() < kMost; ++match) {
        const auto entry = decode_entry(match.get_document().get_data());
        if (title_words(entry.title) == words) found.push_back(entry.id);
    }
    return found;
}

} // namespace samling
