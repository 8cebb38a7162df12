#include "searchd/search/citation.h"

#include <algorithm>
#include <array>

#include "schema/index_codec.h"
#include "searchd/search/evaluator.h"
#include "searchd/search/stop_words.h"

namespace samling {
namespace {

constexpr std::size_t kMostNames = 8, kLongestName = 30; ///< Words; more are no surer.
constexpr std::size_t kLeastTitleWords = 4, kLeastTelling = 3, kLeastAddressWords = 4, kLeastIdentifierWords = 2;
constexpr std::size_t kWordsAround = 6;
constexpr std::size_t kMostPlaces = 10'000; ///< Of a name's first word in one document.

using Kind = CitableName::Kind;

std::vector<std::string> words_of(std::string_view text, Analyzer& analyzer) {
    std::vector<std::string> words;
    analyzer.tokenize(text, [&](const Token& token) {
        if (words.size() < kLongestName) words.emplace_back(token.exact);
    });
    return words;
}

bool says_enough(const CitableName& name) {
    const auto count = name.words.size();
    if (name.kind == Kind::address) return count >= kLeastAddressWords && name.text.find('/') != std::string::npos;
    if (name.kind != Kind::title) return count >= kLeastIdentifierWords;
    const auto telling = std::count_if(name.words.begin(), name.words.end(), [](const auto& word) { return !is_stop_word(word); });
    return count >= kLeastTitleWords && telling >= static_cast<std::ptrdiff_t>(kLeastTelling);
}

/// "https://www.example.org/report/" and "example.org/report" are one address.
std::string bare_address(std::string_view address) {
    for (const std::string_view start : {"https://", "http://", "www."})
        if (address.starts_with(start)) address.remove_prefix(start.size());
    while (address.ends_with('/')) address.remove_suffix(1);
    return std::string(address);
}

std::string bare_doi(std::string_view doi) {
    const auto begin = doi.find("10.");
    return std::string(begin == doi.npos ? doi : doi.substr(begin));
}

/// Without what line breaks and case do to identifiers.
std::string squeezed(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (static_cast<unsigned char>(c) > ' ') out += (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
    return out;
}

/// "A/HRC/44/24/Add.1" does not name A/HRC/44/24.
bool goes_on(std::string_view behind) {
    const auto part_of_word = [](char c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); };
    return behind.size() > 1 && std::string_view("/-._?=&").find(behind[0]) != std::string_view::npos && part_of_word(behind[1]);
}

bool stands_as_written(const CitableName& name, std::string_view text, std::size_t begin, std::size_t end) {
    return name.kind == Kind::title || (squeezed(text.substr(begin, end - begin)) == squeezed(name.text) && !goes_on(text.substr(end)));
}

Plan phrase_of(const CitableName& name) {
    std::vector<Plan> words;
    for (const auto& word : name.words) words.push_back(Plan::word({word}));
    auto phrase = Plan::of(Plan::Kind::phrase, std::move(words));
    phrase.window = static_cast<std::uint32_t>(name.words.size());
    return phrase;
}

/// Pages of a document on which the words of a name stand one after another.
std::vector<int> pages_with(const CitableName& name, std::uint32_t document, const IndexEntry& entry, const Xapian::Database& database) {
    std::vector<std::vector<std::uint32_t>> places;
    for (const auto& word : name.words) {
        places.emplace_back(database.positionlist_begin(document, word), database.positionlist_end(document, word));
        if (places.back().empty()) return {};
    }
    if (places.front().size() > kMostPlaces) places.front().resize(kMostPlaces);
    std::vector<int> pages;
    for (const auto first : places.front()) {
        std::uint32_t next = first;
        const bool all = std::all_of(places.begin(), places.end(), [&](const auto& list) { return std::binary_search(list.begin(), list.end(), next++); });
        const int page = all ? page_at(entry, first) : 0;
        if (page > 0 && (pages.empty() || pages.back() != page)) pages.push_back(page);
    }
    return pages;
}

std::optional<Citation> find_on(const AnalysedPage& page, const CitableName& name, int number) {
    std::vector<std::uint64_t> wanted;
    for (const auto& word : name.words) wanted.push_back(word_hash(word));
    const auto& tokens = page.tokens;
    const auto same = [](const PlacedToken& token, std::uint64_t hash) { return token.exact == hash; };
    for (auto at = tokens.begin();; ++at) {
        at = std::search(at, tokens.end(), wanted.begin(), wanted.end(), same);
        if (at == tokens.end()) return std::nullopt;
        const auto first = static_cast<std::size_t>(at - tokens.begin()), last = first + wanted.size() - 1;
        if (!stands_as_written(name, page.page.text, tokens[first].begin, tokens[last].end)) continue;
        const auto begin = tokens[first - std::min(first, kWordsAround)].begin;
        const auto end = tokens[std::min(last + kWordsAround, tokens.size() - 1)].end;
        return Citation{name.kind, number, begin, page.page.text.substr(begin, end - begin)};
    }
}

} // namespace

std::string_view citation_name(CitableName::Kind kind) {
    constexpr std::array<std::string_view, 4> kNames = {"title", "doi", "symbol", "address"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::vector<CitableName> citable_names(const Metadata& record, Analyzer& analyzer) {
    std::vector<CitableName> names;
    const auto add = [&](Kind kind, const std::string& text) {
        CitableName name{kind, text, words_of(text, analyzer)};
        const bool known = std::any_of(names.begin(), names.end(), [&](const auto& other) { return other.words == name.words; });
        if (says_enough(name) && !known && names.size() < kMostNames) names.push_back(std::move(name));
    };
    for (const auto& identifier : record.identifiers) {
        if (identifier.scheme == "doi") add(Kind::doi, bare_doi(identifier.value));
        if (identifier.scheme == "symbol") add(Kind::symbol, identifier.value);
        if (identifier.scheme == "url") add(Kind::address, bare_address(identifier.value));
    }
    add(Kind::title, record.title);
    if (const auto colon = record.title.find(": "); colon != std::string::npos) add(Kind::title, record.title.substr(0, colon));
    add(Kind::address, bare_address(record.source_url));
    return names;
}

std::vector<std::uint32_t> documents_naming(const std::vector<CitableName>& names, IndexView& view, const Deadline& deadline) {
    if (names.empty()) return {};
    std::vector<Plan> phrases;
    for (const auto& name : names) phrases.push_back(phrase_of(name));
    Evaluator evaluator(view, deadline);
    const auto found = evaluator.match(Plan::of(Plan::Kind::any, std::move(phrases)));
    return {found.begin(), found.end()};
}

std::optional<Citation> find_citation(const std::vector<CitableName>& names, std::uint32_t document, IndexView& view, const PageTexts& texts) {
    const auto entry = decode_entry(view.database.get_document(document).get_data());
    const auto analyzer_of = [&](const std::string& language) -> Analyzer& { return view.analyzer(language.empty() ? entry.language : language); };
    for (const auto& name : names)
        for (const int number : pages_with(name, document, entry, view.database)) {
            const auto page = texts.page(entry.version_key, number, analyzer_of);
            if (auto found = page ? find_on(*page, name, number) : std::nullopt) return found;
        }
    return std::nullopt;
}

} // namespace samling
