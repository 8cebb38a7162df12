#include "searchd/search/compound_words.h"

#include <algorithm>

#include "searchd/search/index_reader.h"
#include "searchd/search/longer_compounds.h"

namespace samling {
namespace {

constexpr std::size_t kMostKept = 20'000; ///< Texts; then it is begun anew.

CompoundMemo& memo_of(IndexView& view) {
    auto& memo = view.compounds;
    const MemoAge now{view.snapshot->documents, view.snapshot->revision};
    if (memo.age.is_fresh(now.documents, now.revision) && memo.kept <= kMostKept) return memo;
    memo = {};
    memo.age = now;
    memo.homes = home_languages(view);
    return memo;
}

std::vector<std::string> parts_of(const std::string& word, const HomeLanguage& home) {
    if (!home.is_home(word)) return {};
    auto parts = split_compound(word, home.language(), [&](const std::string& part) { return home.frequency(part); });
    if (!std::all_of(parts.begin(), parts.end(), [&](const auto& part) { return home.is_home(part); })) parts.clear();
    return parts;
}

std::vector<std::string> joined(const std::string& first, const std::string& second, const HomeLanguage& home) {
    for (auto& form : joined_forms(first, second, home.language()))
        if (home.frequency(form) > 0 && home.is_home(form)) return {form};
    return {};
}

using Why = QueryExpansion::Why;

AddedText text_of(const std::vector<std::string>& words, const std::string& language, IndexView& view) {
    AddedText text{"", language, words.size() > 1 ? Why::compound : Why::joined, {}};
    for (const auto& word : words) {
        text.text += (text.text.empty() ? "" : " ") + word;
        text.words.push_back(added_word(word, text.language, view));
        if (words.size() > 1) add_forms_of_stem(text.words.back(), text.language, view);
    }
    return text;
}

/// What the first language says that says anything.
template <typename Find>
std::optional<AddedText> in_each_language(CompoundMemo& memo, IndexView& view, Find find) {
    ++memo.kept;
    for (const auto& home : memo.homes) {
        const auto words = find(HomeLanguage(home, view));
        if (!words.empty()) return text_of(words, std::string(home.language->code), view);
    }
    return std::nullopt;
}

std::vector<AddedText> in_all_languages(const std::string& word, CompoundMemo& memo, IndexView& view) {
    std::vector<AddedText> all;
    ++memo.kept;
    if (memo.homes.empty() || !is_of_compounding_language(word, view)) return all;
    for (const auto& home : memo.homes)
        for (auto& text : longer_compounds(word, HomeLanguage(home, view), view))
            if (all.size() < kMostLonger) all.push_back(std::move(text));
    memo.kept += all.size();
    return all;
}

} // namespace

const std::optional<AddedText>& compound_parts(const std::string& word, IndexView& view) {
    auto& memo = memo_of(view);
    const auto found = memo.parts.find(word);
    if (found != memo.parts.end()) return found->second;
    return memo.parts[word] = in_each_language(memo, view, [&](const HomeLanguage& home) { return parts_of(word, home); });
}

const std::optional<AddedText>& compound_of(const std::string& first, const std::string& second, IndexView& view) {
    auto& memo = memo_of(view);
    const auto pair = first + ' ' + second;
    const auto found = memo.joined.find(pair);
    if (found != memo.joined.end()) return found->second;
    return memo.joined[pair] = in_each_language(memo, view, [&](const HomeLanguage& home) { return joined(first, second, home); });
}

const std::vector<AddedText>& compounds_with(const std::string& word, IndexView& view) {
    auto& memo = memo_of(view);
    const auto found = memo.longer.find(word);
    if (found != memo.longer.end()) return found->second;
    return memo.longer[word] = in_all_languages(word, memo, view);
}

} // namespace samling
