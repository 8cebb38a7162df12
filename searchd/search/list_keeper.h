#pragma once
// The lists of documents that a search reads: kept from earlier ones and brought up to date, or made, and kept.

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "searchd/search/deadline.h"
#include "searchd/search/plan.h"
#include "searchd/search/snapshot.h"

namespace samling {

/// The documents that are asked about; others may be left out of a list.
struct Scope {
    std::span<const std::uint32_t> documents; ///< Ascending.
    std::string key; ///< What these are the documents of, by which a list made for them is found again; empty: every document.
    bool is_all() const { return key.empty(); }
};

/// The key of a scope of those documents of `scope` that match `plan`. However often it is narrowed, it stays short.
std::string narrowed_key(const Scope& scope, const Plan& plan);

/// For one search on one revision: lists hold documents of that revision alone, and those that the deadline cut off are not
/// kept. NOT thread-safe. Throws what Xapian throws when it cannot read.
class ListKeeper {
public:
    /// Keeps references.
    ListKeeper(const Xapian::Database& database, const Snapshot& snapshot, const Deadline& deadline)
        : database_(database), snapshot_(snapshot), deadline_(deadline) {}

    /// The documents that hold a word. One that is far more frequent than the scope is large is looked up in the documents
    /// of the scope, where its whole list is not kept: that costs less, and takes little room.
    KeptList word(const Plan& word, const Scope& scope);
    /// How many documents hold the word at most.
    std::size_t size_of_word(const Plan& word);

    /// The documents in which a phrase or near stands. Kept like those of a word: finding them costs more.
    KeptList phrase(const Plan& phrase, const Scope& scope);

    /// Whether the deadline passed before a list was whole.
    bool cut() const { return cut_; }

private:
    using Pointer = std::shared_ptr<const Postings>;
    /// Makes a list for a scope.
    using Maker = std::function<DecodedList(const Scope&)>;
    std::shared_ptr<const KeptList> kept_list(const std::string& key) const;
    Frequency frequency(const std::string& key, const Plan& word);
    KeptList list(const std::string& key, const Frequency& frequency, const Scope& scope, const Maker& maker);
    Pointer updated(Pointer old, const std::vector<std::uint32_t>& changed, const DecodedList& now) const;
    void keep(const std::string& key, const KeptList& list);

    const Xapian::Database& database_;
    const Snapshot& snapshot_;
    const Deadline& deadline_;
    bool cut_ = false;
};

} // namespace samling
