#include "searchd/search/longer_compounds.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "searchd/search/index_reader.h"
#include "searchd/search/stop_words.h"

namespace samling {
namespace {

constexpr std::size_t kMostLookedAt = 300; ///< Candidates: whether the rest of one is a word takes some microseconds.

/// Documents with a word: who finds so many needs none with its compounds, and no word that means little is in fewer.
constexpr double kEnough = 1000;
constexpr double kSameWord = 0.6; ///< Of the word that was typed, at the beginning of what has its stem; less is another word.

enum class Side { before, behind };

double common_beginning(std::string_view a, std::string_view b) {
    return static_cast<double>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

/// A word that begins or ends with the one that was typed.
struct Candidate {
    std::string_view word;
    Xapian::doccount documents;
    std::string_view rest; ///< With what links it.
    Side side;             ///< Of the word that was typed, where the rest stands.
};

class Finder {
public:
    Finder(const HomeLanguage& home, IndexView& view)
        : home_(home), view_(view), analyzer_(view.analyzer(home.code())), words_(view.snapshot->term_table->words(view.database)) {}

    std::vector<AddedText> find(const std::string& word) {
        std::vector<AddedText> found;
        if (!is_part(word) || home_.frequency(word) > kEnough) return found;
        std::set<std::string> stems = {analyzer_.stem(word)}; // other forms of the word itself are no compounds
        for (const auto& candidate : candidates_for(word)) {
            auto stem = analyzer_.stem(candidate.word);
            if (stems.contains(stem) || !has_word_beside(candidate) || !home_.is_home(std::string(candidate.word))) continue;
            found.push_back(text_of(candidate.word, stem));
            stems.insert(std::move(stem));
            if (found.size() == kMostLonger) break;
        }
        return found;
    }

private:
    /// Of the index, and those that stand in compounds alone.
    std::set<std::string> forms_of(const std::string& word) {
        const auto stem = analyzer_.stem(word);
        std::set<std::string> forms = {word, stem};
        for (const auto& form : forms_of_stem(stem, home_.code(), view_))
            if (common_beginning(form, word) >= kSameWord * static_cast<double>(word.size())) forms.insert(form);
        for (const auto& form : std::vector(forms.begin(), forms.end()))
            for (const auto ending : home_.language().endings)
                if (auto longer = form + std::string(ending); analyzer_.stem(longer) == stem) forms.insert(std::move(longer));
        return forms;
    }

    std::vector<Candidate> candidates_for(const std::string& word) {
        std::vector<Candidate> candidates;
        for (const auto& form : forms_of(word)) {
            take(words_->ending_with(form), form.size(), Side::before, candidates);
            take(words_->beginning_with(form), form.size(), Side::behind, candidates);
        }
        std::stable_sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) { return a.documents > b.documents; });
        if (candidates.size() > kMostLookedAt) candidates.resize(kMostLookedAt);
        return candidates;
    }

    /// Those whose rest is long enough.
    void take(const std::vector<TermTable::Entry>& entries, std::size_t letters, Side rest, std::vector<Candidate>& candidates) const {
        if (letters < home_.language().part) return;
        for (const auto& [word, documents] : entries)
            if (word.size() >= letters + home_.language().part)
                candidates.push_back({word, documents, rest == Side::before ? word.substr(0, word.size() - letters) : word.substr(letters), rest});
    }

    bool has_word_beside(const Candidate& candidate) {
        const auto& links = home_.language().links;
        return std::any_of(links.begin(), links.end(), [&](std::string_view link) {
            auto rest = candidate.rest;
            if (candidate.side == Side::before ? !rest.ends_with(link) : !rest.starts_with(link)) return false;
            candidate.side == Side::before ? rest.remove_suffix(link.size()) : rest.remove_prefix(link.size());
            return is_known_part(std::string(rest));
        });
    }

    bool is_known_part(const std::string& word) {
        const auto [known, is_new] = parts_.try_emplace(word, false);
        if (is_new) known->second = is_part(word) && home_.frequency(word) > 0;
        return known->second;
    }

    bool is_part(const std::string& word) const {
        const auto& none = home_.language().no_parts;
        const auto is_ending = [&](const std::string& part) { return std::find(none.begin(), none.end(), part) != none.end(); };
        return word.size() >= home_.language().part && !is_stop_word(word) && !is_ending(word) && !is_ending(analyzer_.stem(word)) &&
               home_.is_home(word);
    }

    /// Called by the most frequent of its forms.
    AddedText text_of(std::string_view found, const std::string& stem) {
        auto forms = forms_of_stem(stem, home_.code(), view_);
        const auto documents = [&](const std::string& form) { return view_.database.get_termfreq(form); };
        const auto most = std::max_element(forms.begin(), forms.end(), [&](const auto& a, const auto& b) { return documents(a) < documents(b); });
        AddedText text{most == forms.end() ? std::string(found) : *most, home_.code(), QueryExpansion::Why::longer, {}};
        text.words.push_back(added_word(text.text, text.language, view_));
        if (!forms.empty()) text.words.front().forms = std::move(forms);
        return text;
    }

    const HomeLanguage& home_;
    IndexView& view_;
    Analyzer& analyzer_;
    const std::shared_ptr<const TermTable> words_;
    std::unordered_map<std::string, bool> parts_; ///< Whether they were found to be.
};

} // namespace

std::vector<AddedText> longer_compounds(const std::string& word, const HomeLanguage& home, IndexView& view) {
    return Finder(home, view).find(word);
}

} // namespace samling
