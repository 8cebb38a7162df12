#include "searchd/search/spelling.h"

#include <algorithm>

#include "schema/text_characters.h"
#include "schema/text_utf8.h"
#include "searchd/search/edit_distance.h"
#include "searchd/search/stop_words.h"
#include "searchd/search/term_expansion.h"
#include "searchd/search/written_form.h"

namespace samling {
namespace {

constexpr std::size_t kMostUnknown = 4;      ///< Words that are looked up; each reads the list of words.
constexpr std::size_t kShortest = 4;         ///< Letters, since short words are near to everything;
constexpr std::size_t kShortestElsewhere = 2; ///< where a letter is not one of twenty-six.
constexpr std::size_t kLongWord = 6;         ///< From here on two letters may be wrong.

/// Of a script without spaces, where what a dictionary took for a word may be half of one, and one letter is a word.
bool is_of_dictionary(std::string_view word) {
    const auto letters = characters_of(word);
    return std::any_of(letters.begin(), letters.end(), [](char32_t letter) {
        return analysis::character(letter).kind() == analysis::CharacterKind::dictionary;
    });
}

bool is_ascii(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [](unsigned char c) { return c < 0x80; });
}

/// As it is typed. That its stem is there says little: "surveilance" has the stem of "surveillance".
bool is_known(const std::string& word, IndexView& view) {
    return view.visible.occurs(view.database, view.analyzer("").stem(word));
}

/// Words that are searched in the whole document as they are, in the order in which they were typed.
void collect_words(const QueryNode& node, std::vector<std::string>& words) {
    if (node.sign == QueryNode::Sign::excluded || node.field) return;
    const bool plain = node.kind == QueryNode::Kind::word || node.kind == QueryNode::Kind::phrase;
    if (plain) words.insert(words.end(), node.words.begin(), node.words.end());
    for (const auto& child : node.children)
        collect_words(child, words);
}

/// Whether what is folded is `base` with an ending of some language: a form that no document has is no mistake.
bool is_inflected(const std::string& folded, const std::string& base, IndexView& view) {
    if (!folded.starts_with(base)) return false;
    return std::any_of(view.languages.begin(), view.languages.end(), [&](const auto& language) {
        return view.analyzer(language).stem(folded) == view.analyzer(language).stem(base);
    });
}

std::string nearest(const std::string& word, IndexView& view) {
    const auto letters = analysis::count_characters(word);
    const bool too_short = letters < (is_ascii(word) ? kShortest : kShortestElsewhere);
    const bool has_digit = word.find_first_of("0123456789") != std::string::npos;
    const auto folded = fold(word);
    if (too_short || has_digit || is_of_dictionary(word) || is_stop_word(folded)) return "";
    const unsigned edits = letters >= kLongWord ? 2 : 1;
    auto words = expand_fuzzy(view, "", word, edits).words;
    std::erase_if(words, [&](const auto& found) { return !view.visible.occurs(view.database, found); });
    if (std::any_of(words.begin(), words.end(), [&](const auto& found) { return is_inflected(folded, found, view); })) return "";
    return words.empty() ? "" : words.front(); // the nearest, of those the one in most documents
}

} // namespace

std::optional<std::string> corrected(const std::string& text, const QueryNode& root, IndexView& view, const CatalogPool& catalogs) {
    std::vector<std::string> words;
    collect_words(root, words);
    auto result = text;
    std::size_t at = 0, unknown = 0;
    for (const auto& word : words) {
        const auto place = result.find(word, at);
        if (place == std::string::npos) continue;
        at = place + word.size();
        if (at < result.size() && result[at] == ':') continue; // meant as a field
        if (is_known(word, view) || ++unknown > kMostUnknown) continue;
        const auto better = written_form(nearest(word, view), view, catalogs);
        if (better.empty()) continue;
        result.replace(place, word.size(), better);
        at = place + better.size();
    }
    return result == text ? std::nullopt : std::optional(result);
}

} // namespace samling
