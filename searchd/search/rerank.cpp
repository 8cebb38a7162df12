#include "searchd/search/rerank.h"

#include <algorithm>
#include <cmath>

#include "searchd/search/ideographs.h"

namespace samling {
namespace {

/// Of one document, what the gains are reckoned from.
struct Candidate {
    std::uint32_t document;
    double score;
    std::vector<bool> has;        ///< By word of the query.
    std::vector<std::vector<std::uint32_t>> positions = {}; ///< Of those words that have a neighbour in the query that is there, too.

    bool has_pair(std::size_t word) const {
        return has[word] && ((word > 0 && has[word - 1]) || (word + 1 < has.size() && has[word + 1]));
    }
};

class Reranker {
public:
    Reranker(const std::vector<Ranked>& best, const RerankQuery& query, IndexView& view) : query_(query), view_(view) {
        for (const auto& word : query.words)
            all_words_ += word.weight;
        for (const auto& named : query.concepts) {
            const auto& column = view.snapshot->columns.facets[static_cast<std::size_t>(named.field)];
            const auto code = std::find(column.codes.begin(), column.codes.end(), named.code);
            if (code != column.codes.end())
                tags_.push_back({&column, static_cast<std::uint32_t>(code - column.codes.begin())});
        }
        for (const auto& ranked : best) {
            if (view.deadline.passed()) break;
            newest_ = std::max(newest_, years(ranked.document));
            candidates_.push_back({ranked.document, ranked.score, words_of(ranked.document)});
        }
        if (view.ranking.proximity > 0) read_positions();
        if (view.ranking.ideographs > 0) read_ideographs();
    }

    std::size_t size() const { return candidates_.size(); }

    Gains gains(std::size_t place) const {
        const auto& weights = view_.ranking;
        const auto& candidate = candidates_[place];
        Gains gains;
        gains.coverage = weights.coverage * candidate.score * share_of_words(candidate);
        if (place < ideographs_.size()) gains.coverage += weights.ideographs * ideographs_[place];
        if (weights.proximity > 0) gains.proximity = weights.proximity * proximity(candidate);
        gains.tags = weights.tags * candidate.score * share_of_tags(candidate.document);
        gains.recency = weights.recency * candidate.score * freshness(candidate.document);
        return gains;
    }

private:
    struct WantedTag {
        const CodeColumn* column;
        std::uint32_t code;
    };

    std::vector<bool> words_of(std::uint32_t document) const {
        std::vector<bool> has;
        for (const auto& word : query_.words)
            has.push_back(word.postings->contains(document));
        return has;
    }

    double share_of_words(const Candidate& candidate) const {
        if (query_.words.size() < 2 || all_words_ == 0) return 0; // every match has the one word
        double found = 0;
        for (std::size_t i = 0; i < query_.words.size(); ++i)
            if (candidate.has[i]) found += query_.words[i].weight;
        return found / all_words_;
    }

    double share_of_tags(std::uint32_t document) const {
        if (tags_.empty()) return 0;
        const auto has = std::count_if(tags_.begin(), tags_.end(), [&](const WantedTag& tag) {
            const auto& codes = tag.column->sets[tag.column->set_of[document]];
            return std::find(codes.begin(), codes.end(), tag.code) != codes.end();
        });
        return static_cast<double>(has) / static_cast<double>(tags_.size());
    }

    double years(std::uint32_t document) const {
        const auto date = view_.snapshot->columns.date[document];
        return date / 10000 + date / 100 % 100 / 12.0;
    }

    double freshness(std::uint32_t document) const {
        const auto date = years(document);
        return date == 0 ? 0 : std::exp2((date - newest_) / view_.ranking.recency_years);
    }

    /// Of the forms that a word may have in some language most are in no document.
    std::vector<std::string> forms_there(std::size_t word) const {
        std::vector<std::string> there;
        const auto wanted = query_.words[word].plan->wanted;
        if (wanted >= 0)
            for (const auto& form : query_.wanted.forms[static_cast<std::size_t>(wanted)])
                if (view_.database.term_exists(form)) there.push_back(form);
        return there;
    }

    /// Form by form in the order in which they stand in the index, since going from form to form in each document reads a
    /// block each time.
    void read_positions() {
        std::vector<Candidate*> by_document;
        for (auto& candidate : candidates_) {
            candidate.positions.resize(query_.words.size());
            by_document.push_back(&candidate);
        }
        std::sort(by_document.begin(), by_document.end(), [](auto* a, auto* b) { return a->document < b->document; });
        for (std::size_t word = 0; word < query_.words.size() && query_.words.size() > 1; ++word) {
            for (const auto& form : forms_there(word)) {
                if (view_.deadline.passed()) return;
                for (auto* candidate : by_document)
                    if (candidate->has_pair(word)) add_positions(form, candidate->document, candidate->positions[word]);
            }
            for (auto* candidate : by_document)
                std::sort(candidate->positions[word].begin(), candidate->positions[word].end());
        }
    }

    void read_ideographs() {
        if (query_.words.size() < 2) return; // every match has those of the one word
        std::vector<std::string> words;
        for (const auto& word : query_.words) {
            if (word.plan->wanted < 0) continue;
            const auto& forms = query_.wanted.forms[static_cast<std::size_t>(word.plan->wanted)];
            words.insert(words.end(), forms.begin(), forms.end());
        }
        std::vector<std::uint32_t> documents;
        for (const auto& candidate : candidates_)
            documents.push_back(candidate.document);
        ideographs_ = weights_of_ideographs(words, documents, view_);
    }

    void add_positions(const std::string& form, std::uint32_t document, std::vector<std::uint32_t>& positions) const {
        positions.insert(positions.end(), view_.database.positionlist_begin(document, form),
                         view_.database.positionlist_end(document, form));
    }

    /// Each pair of neighbours in the query that both stand in the document gains by how often, and how near, the second
    /// follows the first: as BM25 has it for a word, with the lighter one's weight.
    double proximity(const Candidate& candidate) const {
        double gained = 0;
        const double norm = view_.snapshot->norms[candidate.document];
        for (std::size_t i = 0; i + 1 < query_.words.size(); ++i) {
            if (!candidate.has[i] || !candidate.has[i + 1]) continue;
            const auto together = nearness(candidate.positions[i], candidate.positions[i + 1]);
            gained += std::min(query_.words[i].weight, query_.words[i + 1].weight) * together / (norm + together);
        }
        return gained;
    }

    double nearness(const std::vector<std::uint32_t>& first, const std::vector<std::uint32_t>& second) const {
        double sum = 0;
        std::size_t at = 0;
        for (const auto position : first) {
            while (at < second.size() && second[at] <= position)
                ++at;
            if (at < second.size() && second[at] - position <= view_.ranking.proximity_window)
                sum += 1.0 / (second[at] - position);
        }
        return sum;
    }

    const RerankQuery& query_;
    IndexView& view_;
    double all_words_ = 0, newest_ = 0;
    std::vector<WantedTag> tags_;
    std::vector<Candidate> candidates_;
    std::vector<double> ideographs_; ///< Of the first ones, what theirs are worth.
};

} // namespace

std::vector<Gains> gains_of(const std::vector<Ranked>& best, const RerankQuery& query, IndexView& view) {
    const Reranker reranker(best, query, view);
    std::vector<Gains> gains;
    for (std::size_t i = 0; i < reranker.size() && !view.deadline.passed(); ++i) gains.push_back(reranker.gains(i));
    return gains;
}

} // namespace samling
