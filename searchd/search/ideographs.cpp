#include "searchd/search/ideographs.h"

#include <algorithm>

#include "schema/text_utf8.h"
#include "searchd/search/index_reader.h"

namespace samling {
namespace {

constexpr std::size_t kMostDocuments = 25, kMostWords = 20'000;

/// All words with an ideograph are between these; some Japanese ones begin with kana.
constexpr const char *kFirstWord = "\xE3\x80", *kEndOfWords = "\xEA";

template <typename Visit>
void each_ideograph(std::string_view word, Visit visit) {
    for (std::size_t at = 0; at < word.size();) {
        const auto c = analysis::decode(word, at);
        if (c.value >= 0x3400 && c.value <= 0x9FFF) visit(c.value);
        at += c.size;
    }
}

/// Those of words of several, each once, ascending.
std::u32string ideographs_of(const std::vector<std::string>& words) {
    std::u32string all;
    for (const auto& word : words) {
        std::u32string own;
        each_ideograph(word, [&](char32_t c) { own += c; });
        if (own.size() > 1) all += own;
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

/// Which ideographs stand in the documents that are asked about.
class Reader {
public:
    Reader(const std::u32string& wanted, const Xapian::Database& database) : wanted_(wanted), database_(database) {}

    bool may_read_more() const { return read_ < kMostWords; }

    std::vector<bool> found_in(std::uint32_t document) {
        std::vector<bool> found(wanted_.size());
        auto missing = wanted_.size();
        const auto end = database_.termlist_end(document);
        auto word = database_.termlist_begin(document);
        for (word.skip_to(kFirstWord); word != end && missing > 0; ++word, ++read_) {
            const auto text = *word;
            if (text >= kEndOfWords) break;
            each_ideograph(text, [&](char32_t c) {
                const auto place = std::lower_bound(wanted_.begin(), wanted_.end(), c);
                if (place == wanted_.end() || *place != c) return;
                const auto i = static_cast<std::size_t>(place - wanted_.begin());
                if (!found[i]) --missing;
                found[i] = true;
            });
        }
        return found;
    }

private:
    const std::u32string& wanted_;
    const Xapian::Database& database_;
    std::size_t read_ = 0;
};

} // namespace

std::vector<double> weights_of_ideographs(const std::vector<std::string>& words, const std::vector<std::uint32_t>& documents,
                                          IndexView& view) {
    const auto wanted = ideographs_of(words);
    if (wanted.empty()) return {};
    Reader reader(wanted, view.database);
    std::vector<std::vector<bool>> found;
    while (found.size() < std::min(kMostDocuments, documents.size()) && reader.may_read_more() && !view.deadline.passed())
        found.push_back(reader.found_in(documents[found.size()]));
    std::vector<double> weights(found.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto having = std::count_if(found.begin(), found.end(), [&](const auto& has) { return has[i]; });
        const auto weight = word_weight(view.snapshot->bm25, static_cast<double>(found.size()), static_cast<double>(having));
        for (std::size_t document = 0; document < found.size(); ++document)
            if (found[document][i]) weights[document] += weight;
    }
    return weights;
}

} // namespace samling
