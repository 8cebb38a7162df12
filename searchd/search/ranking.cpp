#include "searchd/search/ranking.h"

#include <algorithm>

namespace samling {
namespace {

template <typename Result>
std::vector<Result> part_of(std::vector<Result> results, std::size_t offset, std::size_t limit) {
    const auto end = std::min(results.size(), offset + limit);
    if (offset >= end) return {};
    return {results.begin() + static_cast<std::ptrdiff_t>(offset), results.begin() + static_cast<std::ptrdiff_t>(end)};
}

} // namespace

std::vector<Ranked> rank_by_score(Matcher& matcher, const RerankQuery& query, const SearchRequest& request,
                                  std::vector<std::uint32_t> passing) {
    auto& view = matcher.view();
    matcher.score(passing);
    const auto depth = static_cast<std::size_t>(view.ranking.depth);
    if (request.offset >= depth || query.words.empty())
        return order_by_score(std::move(passing), view.scores, request);
    auto all = request;
    all.offset = 0;
    all.limit = std::max(depth, request.offset + request.limit);
    auto ranked = order_by_score(std::move(passing), view.scores, all);
    const auto end_of_best = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(depth, ranked.size()));
    const auto gains = gains_of({ranked.begin(), end_of_best}, query, view);
    for (std::size_t i = 0; i < gains.size(); ++i) {
        ranked[i].gains = gains[i];
        ranked[i].score += gains[i].sum(); // never less, so that the best stay before the rest
    }
    std::sort(ranked.begin(), end_of_best, [](const Ranked& a, const Ranked& b) {
        return a.score > b.score || (a.score == b.score && a.document < b.document);
    });
    return part_of(std::move(ranked), request.offset, request.limit);
}

std::vector<QuietRanked> rank_quieter(Matcher& matcher, const RerankQuery& query, SearchRequest request,
                                      const Vocabularies& vocabularies, std::vector<std::uint32_t> passing) {
    const auto offset = request.offset, limit = request.limit;
    request.offset = 0;
    request.limit = std::max(offset + limit, kQuietDepth);
    auto ranked = rank_by_score(matcher, query, request, std::move(passing));
    const auto in_order = std::min(ranked.size(), kQuietDepth);
    const std::vector<Ranked> behind(ranked.begin() + static_cast<std::ptrdiff_t>(in_order), ranked.end());
    ranked.resize(in_order);
    auto order = surface_quieter(ranked, matcher.view().snapshot->columns, matcher.view().visible, vocabularies);
    for (const auto& one : behind) order.push_back({one, 0, TagField::region, "", 1});
    return part_of(std::move(order), offset, limit);
}

} // namespace samling
