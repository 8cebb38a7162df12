#include "searchd/search/term_table.h"

#include <algorithm>

namespace samling {
namespace {

constexpr std::size_t kMostWords = 1'000'000, kEnding = 4, kShortestWord = 8, kLongestWord = 64;

bool is_plain(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// The last letters as a number.
std::uint64_t ending_of(std::string_view word) {
    std::uint64_t ending = 0;
    for (const char c : word.substr(word.size() - kEnding))
        ending = ending << 8 | static_cast<unsigned char>(c);
    return ending << 32;
}

} // namespace

TermTable::TermTable(const Xapian::Database& database) {
    const auto end = database.allterms_end();
    auto term = database.allterms_begin();
    if (term != end) term.skip_to("a"); // what is of a field begins with a capital
    for (; term != end && size() < 2 * kMostWords; ++term) {
        const auto word = *term;
        if (static_cast<unsigned char>(word.front()) > 'z') break; // other scripts
        if (word.size() >= kShortestWord && word.size() <= kLongestWord && is_plain(word)) add(word, term.get_termfreq());
    }
    if (size() > kMostWords) leave_out_single();
    for (std::size_t i = 0; i < size(); ++i)
        by_ending_.push_back(ending_of(word(i)) | i);
    std::sort(by_ending_.begin(), by_ending_.end());
}

std::vector<TermTable::Entry> TermTable::beginning_with(std::string_view beginning) const {
    std::size_t from = 0;
    for (auto to = size(); from < to;) { // the first that is not before it
        const auto middle = from + (to - from) / 2;
        if (word(middle) < beginning)
            from = middle + 1;
        else
            to = middle;
    }
    std::vector<Entry> found;
    for (; from < size() && word(from).starts_with(beginning); ++from)
        found.push_back(entry(from));
    return found;
}

std::vector<TermTable::Entry> TermTable::ending_with(std::string_view ending) const {
    std::vector<Entry> found;
    if (ending.size() < kEnding) return found;
    const auto letters = ending_of(ending);
    for (auto at = std::lower_bound(by_ending_.begin(), by_ending_.end(), letters); at != by_ending_.end() && *at >> 32 == letters >> 32; ++at)
        if (const auto i = static_cast<std::uint32_t>(*at); word(i).ends_with(ending)) found.push_back(entry(i));
    return found;
}

void TermTable::add(std::string_view word, Xapian::doccount documents) {
    letters_ += word;
    ends_.push_back(static_cast<std::uint32_t>(letters_.size()));
    documents_.push_back(documents);
}

void TermTable::leave_out_single() {
    TermTable kept;
    for (std::size_t i = 0; i < size() && kept.size() < kMostWords; ++i)
        if (documents_[i] > 1) kept.add(word(i), documents_[i]);
    *this = std::move(kept);
}

std::string_view TermTable::word(std::size_t i) const {
    const auto begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(letters_).substr(begin, ends_[i] - begin);
}

std::shared_ptr<const TermTable> TermTableKeeper::words(const Xapian::Database& database) {
    const std::lock_guard lock(mutex_);
    const MemoAge now{static_cast<double>(database.get_doccount()), database.get_revision()};
    if (!age_.is_fresh(now.documents, now.revision)) {
        table_ = std::make_shared<const TermTable>(database);
        age_ = now;
    }
    return table_;
}

} // namespace samling
