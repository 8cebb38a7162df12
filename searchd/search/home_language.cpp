#include "searchd/search/home_language.h"

#include <algorithm>

#include "schema/index_layout.h"
#include "searchd/search/index_reader.h"

namespace samling {
namespace {

constexpr Xapian::doccount kReadWhole = 128, kSamples = 64;
constexpr double kAtHome = 0.5;
constexpr std::size_t kStemLetters = 4; ///< In bytes: a shorter part is looked for as it is.

const CodeColumn& language_column(const IndexView& view) {
    return view.snapshot->columns.facets[static_cast<std::size_t>(TagField::language)];
}

HomeDocuments home_of(const CompoundLanguage& language, const IndexView& view) {
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

/// Visits the documents with a word, or some throughout the index where they are many.
template <typename Visit>
void for_sampled(const std::string& word, const Xapian::Database& database, Visit visit) {
    const bool whole = database.get_termfreq(word) <= kReadWhole;
    const auto all = std::max<Xapian::docid>(database.get_lastdocid(), 1);
    const auto end = database.postlist_end(word);
    std::uint64_t seen = 0;
    for (auto at = database.postlist_begin(word); at != end;) {
        visit(*at);
        ++seen;
        if (whole)
            ++at;
        else
            at.skip_to(std::max<Xapian::docid>(*at + 1, static_cast<Xapian::docid>(all * seen / kSamples)));
    }
}

} // namespace

bool is_of_compounding_language(const std::string& word, const IndexView& view) {
    const auto& column = language_column(view);
    std::vector<std::uint32_t> documents(column.codes.size());
    for_sampled(word, view.database, [&](Xapian::docid document) {
        for (const auto code : column.sets[column.set_of[document]])
            ++documents[code];
    });
    std::uint32_t compounding = 0, other = 0;
    for (std::size_t code = 0; code < documents.size(); ++code) {
        auto& most = is_compounding(column.codes[code]) ? compounding : other;
        most = std::max(most, documents[code]);
    }
    return compounding >= other;
}

std::vector<HomeDocuments> home_languages(const IndexView& view) {
    std::vector<HomeDocuments> homes;
    for (const auto& language : compound_languages())
        if (auto home = home_of(language, view); home.share > 0) homes.push_back(std::move(home));
    std::stable_sort(homes.begin(), homes.end(), [](const auto& a, const auto& b) { return a.share > b.share; });
    return homes;
}

double HomeLanguage::frequency(const std::string& word) const {
    const auto stem = view_.analyzer(code()).stem(word);
    const auto as_stem = stem.size() < kStemLetters ? 0 : view_.database.get_termfreq(stem); // of which it is another form
    return std::max({view_.database.get_termfreq(word), stem_frequency(word), as_stem});
}

bool HomeLanguage::is_home(const std::string& word) const {
    const auto total = view_.database.get_termfreq(word);
    if (total == 0 || 2 * stem_frequency(word) >= total) return true; // a stem is of this language alone
    Xapian::doccount seen = 0, here = 0;
    for_sampled(word, view_.database, [&](Xapian::docid document) {
        ++seen;
        here += is_here(document);
    });
    return here > 0 && here >= kAtHome * home_.share * seen;
}

Xapian::doccount HomeLanguage::stem_frequency(const std::string& word) const {
    if (word.size() < kStemLetters) return 0;
    auto& analyzer = view_.analyzer(code());
    return view_.database.get_termfreq(stem_term("", analyzer.stem_key(), analyzer.stem(word)));
}

/// A set that is newer than what is known of the languages is of none that is known.
bool HomeLanguage::is_here(Xapian::docid document) const {
    const auto set = language_column(view_).set_of[document];
    return set < home_.set_is.size() && home_.set_is[set] != 0;
}

} // namespace samling
