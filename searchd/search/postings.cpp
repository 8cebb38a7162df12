#include "searchd/search/postings.h"

#include <algorithm>
#include <bit>
#include <queue>
#include <xapian.h>

namespace samling {
namespace {

constexpr std::size_t kSparsest = 32;       ///< A list with one document in so many gets bits.
constexpr std::size_t kDecodedAtOnce = 8192; ///< Postings between two looks at the clock.

/// The documents of one term.
Postings decode_term(const Xapian::Database& database, const std::string& term, const Deadline& deadline) {
    Postings list;
    const auto frequency = database.get_termfreq(term);
    list.documents.reserve(frequency);
    list.frequencies.reserve(frequency);
    const auto end = database.postlist_end(term);
    for (auto posting = database.postlist_begin(term); posting != end; ++posting) {
        if (list.documents.size() % kDecodedAtOnce == kDecodedAtOnce - 1 && deadline.passed()) {
            list.complete = false;
            break;
        }
        list.documents.push_back(*posting);
        list.frequencies.push_back(posting.get_wdf());
    }
    return list;
}

Postings merge(const Postings& a, const Postings& b) {
    Postings all;
    all.complete = a.complete && b.complete;
    all.documents.reserve(a.documents.size() + b.documents.size());
    all.frequencies.reserve(a.documents.size() + b.documents.size());
    const bool counted = !a.frequencies.empty() || !b.frequencies.empty();
    std::size_t i = 0, j = 0;
    while (i < a.documents.size() || j < b.documents.size()) {
        const bool take_a = j == b.documents.size() ||
                            (i < a.documents.size() && a.documents[i] <= b.documents[j]);
        const bool take_b = i == a.documents.size() ||
                            (j < b.documents.size() && b.documents[j] <= a.documents[i]);
        all.documents.push_back(take_a ? a.documents[i] : b.documents[j]);
        if (counted)
            all.frequencies.push_back((take_a ? a.frequencies[i] : 0) + (take_b ? b.frequencies[j] : 0));
        i += take_a;
        j += take_b;
    }
    return all;
}

/// All lists as one, shortest first.
Postings merged(std::vector<Postings> lists) {
    if (lists.empty()) return {};
    std::sort(lists.begin(), lists.end(),
              [](const auto& a, const auto& b) { return a.documents.size() > b.documents.size(); });
    while (lists.size() > 1) {
        const auto shortest = std::move(lists.back());
        lists.pop_back();
        lists.back() = merge(lists.back(), shortest);
    }
    lists.front().documents.shrink_to_fit();
    lists.front().frequencies.shrink_to_fit();
    return std::move(lists.front());
}

/// The first place at or after `from` whose document is not before `document`: by leaps, then by halves.
std::size_t leap(const std::vector<std::uint32_t>& documents, std::size_t from, std::uint32_t document) {
    std::size_t step = 1, to = from;
    while (to < documents.size() && documents[to] < document) {
        from = to + 1;
        to += step;
        step *= 2;
    }
    to = std::min(to, documents.size());
    return static_cast<std::size_t>(
        std::lower_bound(documents.begin() + static_cast<std::ptrdiff_t>(from),
                         documents.begin() + static_cast<std::ptrdiff_t>(to), document) -
        documents.begin());
}

} // namespace

std::size_t Postings::place_of(std::uint32_t document, std::size_t from) const {
    if (bits_.empty()) return leap(documents, from, document);
    const auto word = document / 64;
    if (word >= bits_.size()) return documents.size();
    const auto below = (std::uint64_t{1} << (document % 64)) - 1;
    return ranks_[word] + static_cast<std::size_t>(std::popcount(bits_[word] & below));
}

bool Postings::contains(std::uint32_t document) const {
    if (bits_.empty()) return std::binary_search(documents.begin(), documents.end(), document);
    return document / 64 < bits_.size() && (bits_[document / 64] >> (document % 64) & 1) != 0;
}

std::size_t Postings::bytes() const {
    return documents.capacity() * sizeof(std::uint32_t) + frequencies.capacity() * sizeof(std::uint32_t) +
           bits_.size() * sizeof(std::uint64_t) + ranks_.size() * sizeof(std::uint32_t) + sizeof(Postings);
}

void Postings::finish(std::uint32_t last) {
    if (documents.size() < last / kSparsest || documents.empty()) return;
    bits_.assign(last / 64 + 1, 0);
    for (const auto document : documents)
        bits_[document / 64] |= std::uint64_t{1} << (document % 64);
    ranks_.resize(bits_.size());
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < bits_.size(); ++i) {
        ranks_[i] = before;
        before += static_cast<std::uint32_t>(std::popcount(bits_[i]));
    }
}

Postings decode_postings(const Xapian::Database& database, const std::vector<std::string>& terms,
                         const Deadline& deadline) {
    std::vector<Postings> lists;
    for (const auto& term : terms) {
        if (deadline.passed()) {
            lists.emplace_back().complete = false; // merged into the others, so that none of it is kept
            break;
        }
        auto list = decode_term(database, term, deadline);
        if (!list.documents.empty()) lists.push_back(std::move(list));
    }
    auto all = merged(std::move(lists));
    all.finish(database.get_lastdocid());
    return all;
}

Postings decode_postings_of(const Xapian::Database& database, const std::vector<std::string>& terms,
                            const std::vector<std::uint32_t>& documents) {
    std::vector<Postings> lists;
    for (const auto& term : terms) {
        auto& list = lists.emplace_back();
        const auto end = database.postlist_end(term);
        auto posting = database.postlist_begin(term);
        for (const auto document : documents) {
            if (posting == end) break;
            posting.skip_to(document);
            if (posting == end || *posting != document) continue;
            list.documents.push_back(document);
            list.frequencies.push_back(posting.get_wdf());
        }
    }
    return merged(std::move(lists));
}

Postings updated_postings(const Postings& old, const std::vector<std::uint32_t>& changed, const Postings& now,
                          std::uint32_t last) {
    Postings left;
    const bool counted = !old.frequencies.empty() || !now.frequencies.empty();
    left.documents.reserve(old.documents.size() + now.documents.size());
    auto change = changed.begin();
    for (std::size_t i = 0; i < old.documents.size(); ++i) {
        while (change != changed.end() && *change < old.documents[i])
            ++change;
        if (change != changed.end() && *change == old.documents[i]) continue;
        left.documents.push_back(old.documents[i]);
        if (counted) left.frequencies.push_back(old.frequencies[i]);
    }
    auto all = now.documents.empty() ? std::move(left) : merge(left, now);
    all.finish(last);
    return all;
}

std::uint32_t reckoned_frequency(const Xapian::Database& database, const std::vector<std::string>& terms) {
    const double documents = database.get_doccount();
    std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> rarest;
    for (const auto& term : terms)
        if (const auto frequency = database.get_termfreq(term); frequency != 0) rarest.push(frequency);
    if (rarest.empty()) return 0;
    while (rarest.size() > 1) { // in the order of Xapian's, which matters for its rounding
        const double a = rarest.top();
        rarest.pop();
        const double b = rarest.top();
        rarest.pop();
        rarest.push(static_cast<std::uint32_t>(a + b - a * b / documents + 0.5));
    }
    return rarest.top();
}

} // namespace samling
