#pragma once
// The longer words of an index, found by how they begin and by how they end, which Xapian's list of terms is not made for.

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "searchd/search/memo_age.h"

namespace samling {

/// Words of the letters a to z alone: what words of the compounding languages are once they are folded. Immutable, so for
/// many threads.
class TermTable {
public:
    struct Entry {
        std::string_view word; ///< Valid as long as the table.
        Xapian::doccount documents;
    };

    /// Reads the words of at least eight letters, whatever field they stand in: 0.2 µs for each term of the index and 27 bytes for
    /// each word kept, of which there are at most a million: where there are more, those of a single document are left out.
    explicit TermTable(const Xapian::Database& database);

    /// In the order of the alphabet.
    std::vector<Entry> beginning_with(std::string_view beginning) const;
    /// In no order; `ending` has at least four letters, or nothing is found.
    std::vector<Entry> ending_with(std::string_view ending) const;

private:
    TermTable() = default;
    void add(std::string_view word, Xapian::doccount documents);
    void leave_out_single();
    std::size_t size() const { return documents_.size(); }
    std::string_view word(std::size_t i) const;
    Entry entry(std::size_t i) const { return {word(i), documents_[i]}; }

    std::string letters_;                     ///< All words, one after another.
    std::vector<std::uint32_t> ends_;         ///< In it.
    std::vector<Xapian::doccount> documents_; ///< By number of the word.
    std::vector<std::uint64_t> by_ending_;    ///< The last four letters, and below them the number; sorted.
};

/// The table of an index, made when it is asked for and again when the index has changed by so much that words are
/// others (MemoAge). Thread-safe.
class TermTableKeeper {
public:
    /// Waits while another thread makes it.
    std::shared_ptr<const TermTable> words(const Xapian::Database& database);

private:
    std::mutex mutex_;
    MemoAge age_;
    std::shared_ptr<const TermTable> table_;
};

} // namespace samling
