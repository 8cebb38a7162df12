#include "searchd/search/similar.h"

#include <algorithm>
#include <set>

#include "schema/failure.h"
#include "schema/index_codec.h"
#include "searchd/search/evaluator.h"
#include "searchd/search/order.h"
#include "searchd/search/stop_words.h"

namespace samling {
namespace {

constexpr std::size_t kTellingWords = 24, kMostRead = 20'000, kSharedShown = 5;
constexpr std::size_t kLeastShared = 2; ///< One word in common is chance.
constexpr double kMostDocuments = 0.2;  ///< A word of more of them tells nothing.
constexpr std::chrono::milliseconds kBudget{500};

struct TellingWord {
    std::string form;
    double weight; ///< By its frequency here and its rarity.
    Plan plan;
    bool operator<(const TellingWord& other) const {
        return weight != other.weight ? weight > other.weight : form < other.form;
    }
};

/// Folded forms of the whole document begin with no capital, which prefixes do.
bool is_telling(const std::string& term) {
    const auto first = static_cast<unsigned char>(term.front());
    const bool of_field = first >= 'A' && first <= 'Z';
    const bool has_digit = term.find_first_of("0123456789") != std::string::npos;
    return !of_field && !has_digit && term.size() > 2 && !is_stop_word(term);
}

std::vector<TellingWord> telling_words(std::uint32_t document, IndexView& view) {
    const double documents = view.snapshot->documents;
    std::vector<TellingWord> words;
    std::size_t read = 0;
    for (auto term = view.database.termlist_begin(document); term != view.database.termlist_end(document); ++term) {
        if (++read > kMostRead) break;
        if (!is_telling(*term)) continue;
        const auto frequency = term.get_termfreq();
        if (frequency < 2 || (documents > 20 && frequency > kMostDocuments * documents)) continue;
        const double often = term.get_wdf() / (term.get_wdf() + view.snapshot->bm25.k1);
        words.push_back({*term, often * word_weight(view.snapshot->bm25, documents, frequency), Plan::word({*term})});
        words.back().plan.weight = often;
    }
    const auto kept = std::min(kTellingWords, words.size());
    std::partial_sort(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(kept), words.end());
    words.resize(kept);
    return words;
}

Plan any_of(const std::vector<TellingWord>& words) {
    std::vector<Plan> parts;
    for (const auto& word : words)
        parts.push_back(word.plan);
    return Plan::of(Plan::Kind::any, std::move(parts));
}

std::vector<std::string> shared_words(const std::vector<TellingWord>& words, const std::vector<MatchedWord>& matched,
                                      std::uint32_t document) {
    std::vector<std::string> shared;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (matched[i].postings->contains(document)) shared.push_back(words[i].form);
    return shared;
}

} // namespace

std::vector<SimilarDocument> similar_documents(const std::string& id, std::size_t limit, IndexView& view) {
    return similar_documents(id, limit, view, [](std::uint32_t) { return true; });
}

std::vector<SimilarDocument> similar_documents(const std::string& id, std::size_t limit, IndexView& view,
                                               const std::function<bool(std::uint32_t document)>& passes) {
    const auto term = unique_term(id);
    const auto self = view.database.postlist_begin(term);
    if (self == view.database.postlist_end(term) || !view.visible(*self)) throw Failure(ErrorCode::not_found, "there is no document '" + id + "'");
    const auto document = *self;
    const auto words = telling_words(document, view);
    if (words.size() < kLeastShared) return {};
    const Deadline deadline(kBudget);
    Evaluator evaluator(view, deadline);
    const auto found = evaluator.match(any_of(words));
    std::vector<std::uint32_t> others(found.begin(), found.end());
    std::erase_if(others, [&](std::uint32_t other) { return other == document || !passes(other); });
    view.scores.assign(view.snapshot->lengths.size(), 0);
    evaluator.score(others, view.scores);
    const auto matched = evaluator.words();
    SearchRequest page;
    page.limit = limit * 2; // some may share one word only
    std::vector<SimilarDocument> similar;
    for (const auto& ranked : order_by_score(std::move(others), view.scores, page)) {
        auto shared = shared_words(words, matched, ranked.document);
        if (shared.size() < kLeastShared || similar.size() == limit) continue;
        shared.resize(std::min(shared.size(), kSharedShown));
        const auto entry = decode_entry(view.database.get_document(ranked.document).get_data());
        similar.push_back({ranked.document, entry.id, entry.title, entry.date, entry.language, ranked.score, std::move(shared)});
    }
    return similar;
}

} // namespace samling
