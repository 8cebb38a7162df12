#include "searchd/search/quiet_voices.h"

#include <algorithm>
#include <unordered_map>

namespace samling {
namespace {

/// The values of which the share is taken: below the world, or without anything broader.
std::vector<std::string> voices_of(const Vocabulary& vocabulary) {
    const auto tops = vocabulary.top_concepts();
    if (tops.size() == 1) return tops.front()->narrower;
    std::vector<std::string> codes;
    for (const auto* top : tops) codes.push_back(top->code);
    return codes;
}

/// The share of the `collection` for each code number of `column` that is a voice; 1 for the others.
std::vector<double> shares(const CodeColumn& column, const std::vector<std::uint32_t>& collection, const std::vector<std::string>& voices) {
    std::vector<std::int64_t> by_set(column.sets.size());
    for (const auto document : collection) ++by_set[column.set_of[document]];
    std::vector<double> result(column.codes.size(), 1);
    std::vector<std::int64_t> by_code(column.codes.size());
    for (std::size_t set = 0; set < column.sets.size(); ++set)
        for (const auto code : column.sets[set]) by_code[code] += by_set[set];
    for (std::size_t code = 0; code < column.codes.size(); ++code)
        if (std::find(voices.begin(), voices.end(), column.codes[code]) != voices.end())
            result[code] = static_cast<double>(by_code[code]) / static_cast<double>(std::max<std::size_t>(collection.size(), 1));
    return result;
}

} // namespace

std::vector<QuietRanked> surface_quieter(const std::vector<Ranked>& ranked, const Columns& columns, const Visible& visible,
                                         const Vocabularies& vocabularies) {
    auto collection = columns.documents;
    visible.keep(collection);
    std::vector<QuietRanked> waiting;
    for (const auto& one : ranked) waiting.push_back({one, 0, TagField::region, "", 1});
    for (const auto field : {TagField::region, TagField::actor}) {
        const auto& column = columns.facets[static_cast<std::size_t>(field)];
        const auto share = shares(column, collection, voices_of(vocabularies.of(field)));
        for (auto& one : waiting)
            for (const auto code : column.sets[column.set_of[one.ranked.document]])
                if (share[code] < one.share) one = {one.ranked, 0, field, column.codes[code], share[code]};
    }
    std::unordered_map<std::uint32_t, int> place;
    for (std::size_t i = 0; i < ranked.size(); ++i) place[ranked[i].document] = static_cast<int>(i);
    std::vector<QuietRanked> result;
    while (!waiting.empty()) {
        auto next = waiting.begin(); // still in the order of their scores, so the first is the best
        const double least = next->ranked.score * (1 - kQuietBound);
        for (auto one = waiting.begin(); one != waiting.end() && one->ranked.score >= least; ++one)
            if (one->share < next->share) next = one;
        next->raised = place[next->ranked.document] - static_cast<int>(result.size());
        result.push_back(*next);
        waiting.erase(next);
    }
    return result;
}

} // namespace samling
