#include "indexer/record_language.h"

#include <algorithm>

#include "schema/text_common_words.h"
#include "schema/text_script.h"

namespace samling {
namespace {

constexpr std::size_t kSample = 4096;
constexpr std::size_t kFewWords = 20; ///< From here on a text speaks for itself.
/// The guess below is what the record's neighbours are in, so less is needed to agree with it than where letters were
/// looked at too; in a few words only several others overrule it. Arabic and Russian write as endings what others
/// write as common words.
constexpr VoteLimits kLatin{kFewWords, 0.1}, kOtherScripts{kFewWords, 0.05}, kFew{2, 0.1, 1.5, 3};
constexpr double kByScript = 0.95, kByWords = 0.85, kByFewWords = 0.5, kByNeighbours = 0.3;

/// The beginning of everything the document says, for telling its language.
std::string sample_of(const Document& document) {
    std::string text = document.metadata.title + "\n" + document.metadata.abstract + "\n";
    for (const auto& page : document.pages) {
        if (text.size() >= kSample) break;
        text.append(page.text, 0, kSample).append("\n");
    }
    return text;
}

bool has_many_words(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
               return c == ' ' || c == '\n';
           })) >= kFewWords + 3; // the ends of title, abstract and page are no words
}

std::string prevailing(const std::map<std::string, int>& seen) {
    const auto most = std::max_element(seen.begin(), seen.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == seen.end() ? "" : most->first;
}

Tag guess_of(const std::string& text, const ScriptGuess& script, const std::string& neighbours) {
    if (!script.language.empty()) return {std::string(script.language), Origin::rule, kByScript, {}};
    const auto& limits = script.script == "Latn" ? kLatin : kOtherScripts;
    if (const auto vote = vote_by_words(text, neighbours, limits); !vote.language.empty())
        return {std::string(vote.language), Origin::rule, kByWords, {}};
    if (has_many_words(text)) return {}; // plainly in a language whose words are not listed
    if (const auto vote = vote_by_words(text, neighbours, kFew); !vote.language.empty())
        return {std::string(vote.language), Origin::rule, kByFewWords, {}};
    return {neighbours, Origin::rule, kByNeighbours, {}};
}

} // namespace

void RecordLanguages::settle(Document& document) {
    auto& languages = document.metadata.of(TagField::language);
    const auto text = sample_of(document);
    const auto script = guess_script(text);
    if (script.letters == 0) return;
    auto& seen = seen_[std::string(script.script)];
    if (languages.empty()) {
        auto guess = guess_of(text, script, prevailing(seen));
        if (guess.code.empty()) return;
        const bool told = guess.score > kByNeighbours;
        languages.push_back(std::move(guess));
        if (!told) return; // else neighbours would vouch for each other
    }
    ++seen[languages.front().code];
}

} // namespace samling
