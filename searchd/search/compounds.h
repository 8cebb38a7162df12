#pragma once
// Compounds of Danish, Norwegian, Swedish, German and Dutch against the words of an index: "databeskyttelse" is made of
// "data" and "beskyttelse", if both are words there.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samling {

/// How a language joins words.
struct CompoundLanguage {
    std::string_view code;                      ///< BCP 47.
    std::span<const std::string_view> links;    ///< What may stand between two parts: "", "s", "e", …
    std::span<const std::string_view> no_parts; ///< Folded words that are endings or beginnings of derived words.
    std::span<const std::string_view> endings;  ///< Folded, of nouns: "en", "erne", …
    std::size_t word = 8;       ///< Letters that a compound has at least; a shorter word is not worth parting.
    std::size_t part = 4;       ///< That a part has, and
    std::size_t short_part = 3; ///< that a short one has: it has to be frequent, and the rest of the word long.
    std::size_t long_rest = 5;
};

/// The five, Norwegian by its three codes.
std::span<const CompoundLanguage> compound_languages();

/// Whether `code` is of one of them.
bool is_compounding(std::string_view code);

/// In how many documents a folded word stands in some form; 0: it is no word.
using WordFrequency = std::function<double(const std::string&)>;

/// The parts of the folded word, two or three, without what links them: of all splits into words of the index that one
/// whose parts are in most documents (their geometric mean); empty where there is none. Parts have at least four letters,
/// three where the other is long and both are frequent enough not to be a chance.
std::vector<std::string> split_compound(const std::string& word, const CompoundLanguage& language,
                                        const WordFrequency& frequency);

/// What two words joined may look like, the plainest first.
std::vector<std::string> joined_forms(const std::string& first, const std::string& second, const CompoundLanguage& language);

} // namespace samling
