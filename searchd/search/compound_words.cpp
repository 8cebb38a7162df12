#include "searchd/search/compound_words.h"

#include <algorithm>

#include "schema/index_layout.h"
#include "searchd/search/index_reader.h"

namespace samling {
namespace {

constexpr std::size_t kMostKept = 20'000; ///< Words; then it is begun anew.
constexpr Xapian::doccount kReadWhole = 128, kSamples = 64;
constexpr double kAtHome = 0.5;
constexpr std::size_t kStemLetters = 4; ///< In bytes: a shorter part is looked for as it is.

const CodeColumn& language_column(const IndexView& view) {
    return view.snapshot->columns.facets[static_cast<std::size_t>(TagField::language)];
}

/// One compounding language of a collection.
class HomeLanguage {
public:
    HomeLanguage(const HomeDocuments& home, IndexView& view) : home_(home), view_(view) {}

    /// In how many documents a word stands in some form.
    double frequency(const std::string& word) const {
        return std::max(view_.database.get_termfreq(word), stem_frequency(word));
    }

    /// Whether it is no stranger among the documents of the language; true for what stands nowhere in this form.
    bool is_home(const std::string& word) const {
        const auto total = view_.database.get_termfreq(word);
        if (total == 0 || 2 * stem_frequency(word) >= total) return true; // a stem is of this language alone
        Xapian::doccount seen = 0, here = 0;
        const auto all = std::max<Xapian::docid>(view_.database.get_lastdocid(), 1);
        const auto end = view_.database.postlist_end(word);
        for (auto at = view_.database.postlist_begin(word); at != end;) {
            ++seen;
            here += is_here(*at);
            if (total <= kReadWhole)
                ++at;
            else
                at.skip_to(std::max<Xapian::docid>(*at + 1, static_cast<Xapian::docid>(std::uint64_t{all} * seen / kSamples)));
        }
        return here > 0 && here >= kAtHome * home_.share * seen;
    }

    std::vector<std::string> parts(const std::string& word) const {
        if (!is_home(word)) return {};
        auto parts = split_compound(word, *home_.language, [&](const std::string& part) { return frequency(part); });
        if (!std::all_of(parts.begin(), parts.end(), [&](const auto& part) { return is_home(part); })) parts.clear();
        return parts;
    }

    std::vector<std::string> joined(const std::string& first, const std::string& second) const {
        for (auto& form : joined_forms(first, second, *home_.language))
            if (frequency(form) > 0 && is_home(form)) return {form};
        return {};
    }

private:
    Xapian::doccount stem_frequency(const std::string& word) const {
        if (word.size() < kStemLetters) return 0;
        auto& analyzer = view_.analyzer(std::string(home_.language->code));
        return view_.database.get_termfreq(stem_term("", analyzer.stem_key(), analyzer.stem(word)));
    }

    /// A set that is newer than the memo is of no language that is known.
    bool is_here(Xapian::docid document) const {
        const auto set = language_column(view_).set_of[document];
        return set < home_.set_is.size() && home_.set_is[set] != 0;
    }

    const HomeDocuments& home_;
    IndexView& view_;
};

HomeDocuments home_of(const CompoundLanguage& language, IndexView& view) {
    const auto& column = language_column(view);
    const auto code = std::find(column.codes.begin(), column.codes.end(), language.code) - column.codes.begin();
    HomeDocuments home{&language, {}, 0};
    for (const auto& set : column.sets)
        home.set_is.push_back(std::find(set.begin(), set.end(), static_cast<std::uint32_t>(code)) != set.end());
    for (const auto document : view.snapshot->columns.documents)
        home.share += home.set_is[column.set_of[document]];
    home.share /= std::max(view.snapshot->documents, 1.0);
    return home;
}

CompoundMemo& memo_of(IndexView& view) {
    auto& memo = view.compounds;
    const MemoAge now{view.snapshot->documents, view.snapshot->revision};
    if (memo.age.is_fresh(now.documents, now.revision) && memo.parts.size() + memo.joined.size() <= kMostKept) return memo;
    memo = {now, {}, {}, {}};
    for (const auto& language : compound_languages())
        if (auto home = home_of(language, view); home.share > 0) memo.homes.push_back(std::move(home));
    std::stable_sort(memo.homes.begin(), memo.homes.end(), [](const auto& a, const auto& b) { return a.share > b.share; });
    return memo;
}

using Why = QueryExpansion::Why;

AddedText text_of(const std::vector<std::string>& words, const CompoundLanguage& language, IndexView& view) {
    AddedText text{"", std::string(language.code), words.size() > 1 ? Why::compound : Why::joined, {}};
    for (const auto& word : words) {
        text.text += (text.text.empty() ? "" : " ") + word;
        text.words.push_back(added_word(word, text.language, view));
        if (words.size() > 1) add_forms_of_stem(text.words.back(), text.language, view);
    }
    return text;
}

/// What the first language says that says anything.
template <typename Find>
std::optional<AddedText> in_each_language(const CompoundMemo& memo, IndexView& view, Find find) {
    for (const auto& home : memo.homes) {
        const auto words = find(HomeLanguage(home, view));
        if (!words.empty()) return text_of(words, *home.language, view);
    }
    return std::nullopt;
}

} // namespace

const std::optional<AddedText>& compound_parts(const std::string& word, IndexView& view) {
    auto& memo = memo_of(view);
    const auto found = memo.parts.find(word);
    if (found != memo.parts.end()) return found->second;
    return memo.parts[word] = in_each_language(memo, view, [&](const HomeLanguage& home) { return home.parts(word); });
}

const std::optional<AddedText>& compound_of(const std::string& first, const std::string& second, IndexView& view) {
    auto& memo = memo_of(view);
    const auto pair = first + ' ' + second;
    const auto found = memo.joined.find(pair);
    if (found != memo.joined.end()) return found->second;
    return memo.joined[pair] = in_each_language(memo, view, [&](const HomeLanguage& home) { return home.joined(first, second); });
}

} // namespace samling
