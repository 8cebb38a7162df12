#include "searchd/search/ideographs.h"

#include <algorithm>

#include "schema/text_utf8.h"
#include "searchd/search/index_reader.h"

namespace samling {
namespace {

constexpr std::size_t kMostDocuments = 25, kMostWords = 20'000;
constexpr std::size_t kMostKept = 512; ///< Documents, of 3.5 KB each; then it is begun anew.

/// All words with an ideograph are between these; some Japanese ones begin with kana.
constexpr const char *kFirstWord = "\xE3\x80", *kEndOfWords = "\xEA";

/// As places in a set.
template <typename Visit>
void each_ideograph(std::string_view word, Visit visit) {
    for (std::size_t at = 0; at < word.size();) {
        const auto c = analysis::decode(word, at);
        if (c.value >= kFirstIdeograph && c.value <= kLastIdeograph) visit(std::size_t{c.value - kFirstIdeograph});
        at += c.size;
    }
}

/// Those of words of several, each once.
std::vector<std::size_t> ideographs_of(const std::vector<std::string>& words) {
    std::vector<std::size_t> all;
    for (const auto& word : words) {
        std::vector<std::size_t> own;
        each_ideograph(word, [&](std::size_t ideograph) { own.push_back(ideograph); });
        if (own.size() > 1) all.insert(all.end(), own.begin(), own.end());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

/// Reads what is not kept.
class Reader {
public:
    explicit Reader(IndexView& view) : database_(view.database), memo_(view.ideographs) {
        const auto edition = edition_of(*view.snapshot);
        if (memo_.edition != edition || memo_.by_document.size() > kMostKept) memo_ = {edition, {}};
    }

    /// Whether there is room for another document: what was kept counts as if it were read, or a search that is made again
    /// would be ranked otherwise.
    bool may_go_on() const { return words_ < kMostWords; }

    const Ideographs& of(std::uint32_t document) {
        auto kept = memo_.by_document.find(document);
        if (kept == memo_.by_document.end()) kept = memo_.by_document.emplace(document, read(document)).first;
        words_ += kept->second.words;
        return kept->second.ideographs;
    }

private:
    ReadDocument read(std::uint32_t document) const {
        ReadDocument all;
        const auto end = database_.termlist_end(document);
        auto word = database_.termlist_begin(document);
        for (word.skip_to(kFirstWord); word != end; ++word, ++all.words) {
            const auto text = *word;
            if (text >= kEndOfWords) break;
            each_ideograph(text, [&](std::size_t ideograph) { all.ideographs.set(ideograph); });
        }
        return all;
    }

    const Xapian::Database& database_;
    IdeographMemo& memo_;
    std::size_t words_ = 0;
};

} // namespace

std::vector<double> weights_of_ideographs(const std::vector<std::string>& words, const std::vector<std::uint32_t>& documents,
                                          IndexView& view) {
    const auto wanted = ideographs_of(words);
    if (wanted.empty()) return {};
    Reader reader(view);
    std::vector<const Ideographs*> found;
    while (found.size() < std::min(kMostDocuments, documents.size()) && reader.may_go_on() && !view.deadline.passed())
        found.push_back(&reader.of(documents[found.size()]));
    std::vector<double> weights(found.size());
    for (const auto ideograph : wanted) {
        const auto having = std::count_if(found.begin(), found.end(), [&](const auto* has) { return has->test(ideograph); });
        const auto weight = word_weight(view.snapshot->bm25, static_cast<double>(found.size()), static_cast<double>(having));
        for (std::size_t i = 0; i < found.size(); ++i)
            if (found[i]->test(ideograph)) weights[i] += weight;
    }
    return weights;
}

} // namespace samling
