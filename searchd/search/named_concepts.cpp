#include "searchd/search/named_concepts.h"

#include <algorithm>
#include <array>

#include "schema/text.h"
#include "searchd/search/stop_words.h"

namespace samling {
namespace {

constexpr std::array kFields = {TagField::theme, TagField::region, TagField::coalition};
constexpr std::size_t kLongestName = 6;   ///< In words.
constexpr std::size_t kShortestName = 3;  ///< In bytes: "in" is India's code and a word of every question.

std::string joined(const std::vector<std::string>& words, std::size_t first, std::size_t count) {
    std::string text;
    for (std::size_t i = first; i < first + count; ++i)
        text += (text.empty() ? "" : " ") + words[i];
    return text;
}

bool names_something(const std::string& text) {
    return text.size() >= kShortestName && !is_stop_word(fold(text));
}

} // namespace

std::vector<NamedConcept> named_concepts(const std::vector<std::string>& words, const Vocabularies& vocabularies) {
    std::vector<NamedConcept> found;
    for (std::size_t at = 0; at < words.size();) {
        std::size_t longest = 0;
        for (auto count = std::min(kLongestName, words.size() - at); count > 0 && longest == 0; --count) {
            const auto text = joined(words, at, count);
            if (!names_something(text)) continue;
            for (const auto field : kFields)
                if (const auto* meant = vocabularies.of(field).resolve(text)) {
                    found.push_back({field, meant->code, at, count});
                    longest = count;
                }
        }
        at += std::max<std::size_t>(longest, 1);
    }
    return found;
}

} // namespace samling
