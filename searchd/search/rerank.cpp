#include "searchd/search/rerank.h"

#include <algorithm>
#include <cmath>

namespace samling {
namespace {

/// Of one document, what the gains are reckoned from.
struct Candidate {
    std::uint32_t document;
    double score;
    std::vector<bool> has; ///< By word of the query.
};

class Reranker {
public:
    Reranker(const RerankQuery& query, IndexView& view) : query_(query), view_(view) {
        for (const auto& word : query.words)
            all_words_ += word.weight;
        for (const auto& named : query.concepts) {
            const auto& column = view.snapshot->columns.facets[static_cast<std::size_t>(named.field)];
            const auto code = std::find(column.codes.begin(), column.codes.end(), named.code);
            if (code != column.codes.end())
                tags_.push_back({&column, static_cast<std::uint32_t>(code - column.codes.begin())});
        }
    }

    void start_from(const std::vector<Ranked>& best) {
        for (const auto& ranked : best)
            newest_ = std::max(newest_, years(ranked.document));
    }

    Gains gains(const Ranked& ranked) {
        const auto& weights = view_.ranking;
        const Candidate candidate{ranked.document, ranked.score, words_of(ranked.document)};
        Gains gains;
        gains.coverage = weights.coverage * candidate.score * share_of_words(candidate);
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

    const std::vector<std::uint32_t>& positions(std::uint32_t document, std::size_t word) {
        auto& found = positions_[word];
        if (!found.empty()) return found;
        const auto wanted = query_.words[word].plan->wanted;
        if (wanted < 0) return found;
        for (const auto& form : query_.wanted.forms[static_cast<std::size_t>(wanted)])
            for (auto at = view_.database.positionlist_begin(document, form);
                 at != view_.database.positionlist_end(document, form); ++at)
                found.push_back(*at);
        std::sort(found.begin(), found.end());
        return found;
    }

    /// Each pair of neighbours in the query that both stand in the document gains by how often, and how near, the second
    /// follows the first: as BM25 has it for a word, with the lighter one's weight.
    double proximity(const Candidate& candidate) {
        positions_.assign(query_.words.size(), {});
        double gained = 0;
        const double norm = view_.snapshot->norms[candidate.document];
        for (std::size_t i = 0; i + 1 < query_.words.size(); ++i) {
            if (!candidate.has[i] || !candidate.has[i + 1]) continue;
            const auto together = nearness(positions(candidate.document, i), positions(candidate.document, i + 1));
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
    WordPositions positions_; ///< Of the candidate looked at.
};

} // namespace

std::vector<Gains> gains_of(const std::vector<Ranked>& best, const RerankQuery& query, IndexView& view) {
    Reranker reranker(query, view);
    reranker.start_from(best);
    std::vector<Gains> gains;
    for (const auto& ranked : best) {
        if (view.deadline.passed()) break;
        gains.push_back(reranker.gains(ranked));
    }
    return gains;
}

} // namespace samling
