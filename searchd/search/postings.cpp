#include "searchd/search/postings.h"

#include <algorithm>
#include <bit>
#include <queue>
#include <xapian.h>

namespace samling {
namespace {

constexpr std::size_t kSparsest = 32;       ///< A list with one document in so many gets bits.
constexpr std::size_t kDecodedAtOnce = 8192; ///< Postings between two looks at the clock.
constexpr std::size_t kLookedUpAtOnce = 512; ///< The same, when each may have to be found.

/// The first place at or after `from` whose document is not before `document`: by leaps, then by halves.
std::size_t leap(std::span<const std::uint32_t> documents, std::size_t from, std::uint32_t document) {
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

/// The documents of one term.
DecodedList decode_term(const Xapian::Database& database, const std::string& term, const Deadline& deadline) {
    DecodedList list;
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

/// Those of `documents` that the term has. Whichever side is behind leaps to where the other is.
DecodedList look_up(const Xapian::Database& database, const std::string& term, std::span<const std::uint32_t> documents,
                 const Deadline& deadline) {
    DecodedList list;
    const auto end = database.postlist_end(term);
    auto posting = database.postlist_begin(term);
    std::size_t steps = 0;
    for (std::size_t i = 0; i < documents.size() && posting != end; i = leap(documents, i, *posting)) {
        if (++steps % kLookedUpAtOnce == 0 && deadline.passed()) {
            list.complete = false;
            break;
        }
        posting.skip_to(documents[i]);
        if (posting == end) break;
        if (*posting != documents[i]) continue;
        list.documents.push_back(documents[i++]);
        list.frequencies.push_back(posting.get_wdf());
    }
    return list;
}

DecodedList merge(const DecodedList& a, const DecodedList& b) {
    DecodedList all;
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
DecodedList merged(std::vector<DecodedList> lists) {
    if (lists.empty()) return {};
    std::sort(lists.begin(), lists.end(),
              [](const auto& a, const auto& b) { return a.documents.size() > b.documents.size(); });
    while (lists.size() > 1) {
        const auto shortest = std::move(lists.back());
        lists.pop_back();
        lists.back() = merge(lists.back(), shortest);
    }
    return std::move(lists.front());
}

} // namespace

Postings::Postings(const DecodedList& list, std::uint32_t last)
    : size_(list.documents.size()), complete_(list.complete), frequencies_(list.frequencies) {
    if (size_ == 0 || size_ < last / kSparsest) {
        documents_.assign(list.documents.begin(), list.documents.end());
        return;
    }
    bits_.assign(last / 64 + 1, 0);
    for (const auto document : list.documents)
        bits_[document / 64] |= std::uint64_t{1} << (document % 64);
    ranks_.resize(bits_.size());
    std::uint32_t before = 0;
    for (std::size_t i = 0; i < bits_.size(); ++i) {
        ranks_[i] = before;
        before += static_cast<std::uint32_t>(std::popcount(bits_[i]));
    }
}

std::size_t Postings::place_of(std::uint32_t document, std::size_t from) const {
    return leap(documents_, from, document);
}

bool Postings::contains(std::uint32_t document) const {
    if (!is_long()) return std::binary_search(documents_.begin(), documents_.end(), document);
    return document / 64 < bits_.size() && (bits_[document / 64] >> (document % 64) & 1) != 0;
}

std::uint32_t Postings::frequency_in(std::uint32_t document) const {
    std::uint32_t found = 0;
    each_of({&document, 1}, [&](std::uint32_t, std::uint32_t frequency) { found = frequency; });
    return found;
}

std::vector<std::uint32_t> Postings::documents() const {
    return is_long() ? documents_of(bits_) : documents_;
}

DecodedList Postings::decoded() const {
    DecodedList list{documents(), std::vector<std::uint32_t>(frequencies_.size()), complete_};
    frequencies_.read([&](const auto& frequencies) { std::copy(frequencies.begin(), frequencies.end(), list.frequencies.begin()); });
    return list;
}

std::size_t Postings::bytes() const {
    return documents_.size() * sizeof(std::uint32_t) + frequencies_.bytes() + bits_.size() * sizeof(std::uint64_t) +
           ranks_.size() * sizeof(std::uint32_t) + sizeof(Postings);
}

std::vector<std::uint32_t> documents_of(const std::vector<std::uint64_t>& bits) {
    std::size_t count = 0;
    for (const auto word : bits)
        count += static_cast<std::size_t>(std::popcount(word));
    std::vector<std::uint32_t> documents(count);
    auto* next = documents.data();
    for (std::size_t i = 0; i < bits.size(); ++i)
        for (auto word = bits[i]; word != 0; word &= word - 1)
            *next++ = static_cast<std::uint32_t>(i * 64) + static_cast<std::uint32_t>(std::countr_zero(word));
    return documents;
}

DecodedList decode_postings(const Xapian::Database& database, const std::vector<std::string>& terms, const Deadline& deadline) {
    std::vector<DecodedList> lists;
    for (const auto& term : terms) {
        if (deadline.passed()) {
            lists.emplace_back().complete = false; // merged into the others, so that none of it is kept
            break;
        }
        auto list = decode_term(database, term, deadline);
        if (!list.documents.empty()) lists.push_back(std::move(list));
    }
    return merged(std::move(lists));
}

DecodedList decode_postings_of(const Xapian::Database& database, const std::vector<std::string>& terms,
                               std::span<const std::uint32_t> documents, const Deadline& deadline) {
    std::vector<DecodedList> lists;
    for (const auto& term : terms) {
        auto list = look_up(database, term, documents, deadline);
        const bool cut = !list.complete;
        if (cut || !list.documents.empty()) lists.push_back(std::move(list));
        if (cut) break;
    }
    return merged(std::move(lists));
}

DecodedList updated_postings(const DecodedList& old, const std::vector<std::uint32_t>& changed, const DecodedList& now) {
    DecodedList left;
    left.complete = old.complete;
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
    return merge(left, now);
}

Frequency frequency_of(const Xapian::Database& database, const std::vector<std::string>& terms) {
    const double documents = database.get_doccount();
    Frequency result;
    std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> rarest;
    for (const auto& term : terms)
        if (const auto frequency = database.get_termfreq(term); frequency != 0) {
            rarest.push(frequency);
            result.at_most += frequency;
        }
    while (rarest.size() > 1) { // in the order of Xapian's, which matters for its rounding
        const double a = rarest.top();
        rarest.pop();
        const double b = rarest.top();
        rarest.pop();
        rarest.push(static_cast<std::uint32_t>(a + b - a * b / documents + 0.5));
    }
    if (!rarest.empty()) result.reckoned = rarest.top();
    return result;
}

} // namespace samling
