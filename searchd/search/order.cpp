#include "searchd/search/order.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "schema/index_codec.h"
#include "schema/text.h"

namespace samling {
namespace {

constexpr std::int32_t kNever = 100'000'000; // an unknown date comes last either way

/// The page in the order of `before`, a strict order that leaves no two equal.
template <typename Before>
std::vector<std::uint32_t> page_of(std::vector<std::uint32_t> documents, const SearchRequest& request,
                                   Before before) {
    if (request.offset >= documents.size()) return {};
    const auto begin = documents.begin() + static_cast<std::ptrdiff_t>(request.offset);
    const auto length =
        std::min<std::size_t>(request.limit, static_cast<std::size_t>(documents.end() - begin));
    const auto end = begin + static_cast<std::ptrdiff_t>(length);
    if (begin != documents.begin()) std::nth_element(documents.begin(), begin, documents.end(), before);
    std::partial_sort(begin, end, documents.end(), before);
    return {begin, end};
}

template <typename Key>
std::vector<Ranked> by_key(std::vector<std::uint32_t> documents, const SearchRequest& request, Key key) {
    std::vector<Ranked> ranked;
    for (const auto document :
         page_of(std::move(documents), request, [&](auto a, auto b) {
             const auto& of_a = key(a);
             const auto& of_b = key(b);
             return of_a < of_b || (!(of_b < of_a) && a < b);
         }))
        ranked.push_back({document, 0});
    return ranked;
}

std::vector<Ranked> by_title(std::vector<std::uint32_t> documents, const SearchRequest& request,
                             const IndexView& view) {
    // What there was no time to read comes last.
    std::unordered_map<std::uint32_t, std::pair<bool, std::string>> titles;
    for (const auto document : documents) {
        const bool unread = titles.size() % 64 == 0 ? view.deadline.passed() : view.deadline.was_noticed();
        titles.try_emplace(document, unread, unread ? "" : fold(decode_entry(view.database.get_document(document).get_data()).title));
    }
    return by_key(std::move(documents), request, [&](auto document) -> const auto& { return titles.at(document); });
}

} // namespace

std::vector<Ranked> order_by_score(std::vector<std::uint32_t> documents, const std::vector<float>& scores,
                                   const SearchRequest& request) {
    std::vector<Ranked> ranked;
    for (const auto document : page_of(std::move(documents), request, [&](auto a, auto b) {
             return scores[a] > scores[b] || (scores[a] == scores[b] && a < b);
         }))
        ranked.push_back({document, scores[document]});
    return ranked;
}

std::vector<Ranked> order_by_field(std::vector<std::uint32_t> documents, const SearchRequest& request,
                                   const IndexView& view) {
    if (request.sort == Sort::title) return by_title(std::move(documents), request, view);
    const auto& date = view.snapshot->columns.date;
    const int sign = request.sort == Sort::oldest ? 1 : -1;
    return by_key(std::move(documents), request,
                  [&](auto document) { return date[document] == 0 ? kNever : sign * date[document]; });
}

} // namespace samling
