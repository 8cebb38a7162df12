#pragma once
// Which words of an index are at home in one of its compounding languages.

#include <string>
#include <vector>

#include <xapian.h>

#include "searchd/search/compounds.h"

namespace samling {

struct IndexView;

/// The documents of one language.
struct HomeDocuments {
    const CompoundLanguage* language;
    std::vector<char> set_is; ///< By set of the language column.
    double share;             ///< Of all documents.
};

/// The compounding languages that documents of the index are in, that of most documents first.
std::vector<HomeDocuments> home_languages(const IndexView& view);

/// Whether the folded `word` is of one of them: no other language has more of the documents that it stands in (of a sample,
/// where it is frequent). True for a word that stands nowhere. So "information" among many English documents is English,
/// though German has it, too.
bool is_of_compounding_language(const std::string& word, const IndexView& view);

/// One of them, for as long as both that it is made of live.
class HomeLanguage {
public:
    HomeLanguage(const HomeDocuments& home, IndexView& view) : home_(home), view_(view) {}

    const CompoundLanguage& language() const { return *home_.language; }
    std::string code() const { return std::string(home_.language->code); }

    /// In how many documents a folded word stands in some form.
    double frequency(const std::string& word) const;

    /// Whether it is no stranger among the documents of the language: it stands there at least half as often as in all
    /// (reckoned from a sample where it is frequent). True for what stands nowhere in this form.
    bool is_home(const std::string& word) const;

private:
    Xapian::doccount stem_frequency(const std::string& word) const;
    bool is_here(Xapian::docid document) const;

    const HomeDocuments& home_;
    IndexView& view_;
};

} // namespace samling
