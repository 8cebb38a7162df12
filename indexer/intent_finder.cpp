#include "indexer/intent_finder.h"

#include <algorithm>
#include <map>
#include <set>

#include "corpus/object_store.h"
#include "indexer/intent_sentence.h"

namespace samling {
namespace {

constexpr std::size_t kMostStatements = 200, kLongestQuote = 1200, kKeyLength = 12;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// A line that ends without a stop goes on in the next, and so does what ends in a colon: in doubt it does, since half of a
/// promise is none.
bool is_unfinished(std::string_view sentence) {
    auto end = sentence.size();
    while (end > 0 && is_space(sentence[end - 1])) --end;
    if (end == 0) return false;
    const bool blank_line = std::count(sentence.begin() + static_cast<std::ptrdiff_t>(end), sentence.end(), '\n') > 1;
    if (sentence[end - 1] == ':') return true;
    return !blank_line && end < sentence.size() && std::string_view(".!?;").find(sentence[end - 1]) == std::string_view::npos && sentence[end] == '\n';
}

/// Places in `text` that have one of the anchors, or digits as a year of this century has, ascending.
std::vector<std::size_t> places(std::string_view text, const CompiledIntents& intents) {
    std::vector<std::size_t> found;
    const auto add = [&](std::string_view wanted) {
        for (auto at = text.find(wanted); at != text.npos; at = text.find(wanted, at + wanted.size())) found.push_back(at);
    };
    for (const auto& anchor : intents.anchors) add(anchor);
    if (!intents.until.empty()) add("20");
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

struct IntentFinder::Internal {
    Internal(IntentRules given, const Tagger& with) : version(given.version), tagger(with) {
        for (const auto& [language, words] : given.languages) {
            Analyzer analyzer(language);
            languages.emplace(language, compile_intents(words, analyzer));
        }
    }

    static Analyzer& analyzer(const std::string& language) {
        thread_local std::map<std::string, Analyzer> kept; // of the languages of the rules only
        return kept.try_emplace(language, language).first->second;
    }

    Statement statement(const FoundIntent& found, std::string_view quote, const std::string& language) const {
        Statement statement;
        statement.key = sha256(fold(quote)).substr(0, kKeyLength);
        statement.quote = quote;
        statement.actor = found.actor;
        statement.until = found.until;
        statement.rule = language + "/" + std::string(found.list) + " " + version;
        Document alone;
        alone.metadata.of(TagField::language).push_back({language, Origin::person, 0, {}});
        alone.pages.push_back({statement.quote, "", ""});
        tagger.tag(alone);
        for (const auto& tag : alone.metadata.of(TagField::commitment)) statement.commitments.push_back(tag.code);
        for (const auto& tag : alone.metadata.of(TagField::actor)) statement.actors.push_back(tag.code);
        return statement;
    }

    /// Adds what stands on one page.
    void read(const Page& page, int number, const std::string& language, std::vector<Statement>& statements) const {
        const auto& intents = languages.at(language);
        const std::string_view text = page.text;
        const auto at = places(text, intents);
        if (at.empty()) return;
        auto place = at.begin();
        std::size_t begin = 0;
        for (const auto end : sentence_ends(text, language)) {
            if (is_unfinished(text.substr(begin, end - begin)) && end < text.size()) continue;
            place = std::lower_bound(place, at.end(), begin);
            if (place == at.end()) return;
            if (*place < end) examine(text, {begin, end}, number, language, statements);
            begin = end;
        }
    }

    void examine(std::string_view text, std::pair<std::size_t, std::size_t> range, int number, const std::string& language,
                 std::vector<Statement>& statements) const {
        auto [begin, end] = range;
        while (begin < end && is_space(text[begin])) ++begin;
        while (end > begin && is_space(text[end - 1])) --end;
        const auto quote = text.substr(begin, end - begin);
        if (quote.size() > kLongestQuote || statements.size() == kMostStatements) return;
        const auto found = intent_of(quote, languages.at(language), analyzer(language));
        if (!found) return;
        auto one = statement(*found, quote, language);
        one.page = number;
        one.offset = static_cast<std::uint32_t>(begin);
        const bool known = std::any_of(statements.begin(), statements.end(), [&](const auto& other) { return other.key == one.key; });
        if (!known) statements.push_back(std::move(one));
    }

    const std::string version;
    const Tagger& tagger;
    std::map<std::string, CompiledIntents> languages;
};

IntentFinder::IntentFinder(IntentRules rules, const Tagger& tagger) : internal_(new Internal(std::move(rules), tagger)) {}
IntentFinder::~IntentFinder() = default;

std::vector<Statement> IntentFinder::find(const Document& document) const {
    std::vector<Statement> statements;
    const auto& languages = document.metadata.of(TagField::language);
    const std::string main = languages.empty() ? "en" : languages.front().code;
    for (std::size_t i = 0; i < document.pages.size(); ++i) {
        const auto& page = document.pages[i];
        const auto& language = page.language.empty() ? main : page.language;
        if (internal_->languages.contains(language)) internal_->read(page, static_cast<int>(i) + 1, language, statements);
    }
    return statements;
}

} // namespace samling
