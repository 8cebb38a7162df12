#pragma once
// Which documents hold a word and how often: decoded once, then read as plain arrays.

#include <cstdint>
#include <string>
#include <vector>

#include "searchd/search/deadline.h"

namespace Xapian {
class Database;
}

namespace samling {

/// The documents of a word, which may be several terms of the index, or of a phrase. Immutable once made.
struct Postings {
    std::vector<std::uint32_t> documents;   ///< Ascending.
    std::vector<std::uint32_t> frequencies; ///< Beside `documents`; of a phrase none.
    bool complete = true; ///< False when a deadline cut the decoding off.

    /// The place of the first document that is not before `document`; documents.size() when there is none.
    /// `from` is a place at or before it.
    std::size_t place_of(std::uint32_t document, std::size_t from) const;
    bool contains(std::uint32_t document) const;
    /// One bit a document, where the list is long enough for it; else empty.
    const std::vector<std::uint64_t>& bits() const { return bits_; }
    std::size_t bytes() const;

    /// To be called when the arrays are filled. `last` is the highest document number of the index.
    void finish(std::uint32_t last);

private:
    std::vector<std::uint64_t> bits_;
    std::vector<std::uint32_t> ranks_; ///< How many bits are set before each word of bits_.
};

/// The documents that hold any of `terms`, frequencies added up.
Postings decode_postings(const Xapian::Database& database, const std::vector<std::string>& terms,
                         const Deadline& deadline);

/// The same of `documents` alone, which ascend.
Postings decode_postings_of(const Xapian::Database& database, const std::vector<std::string>& terms,
                            const std::vector<std::uint32_t>& documents);

/// `old` after a change of the documents `changed`, of which now those in `now` belong to it. `last` is the
/// highest document number of the index.
Postings updated_postings(const Postings& old, const std::vector<std::uint32_t>& changed, const Postings& now,
                          std::uint32_t last);

/// In how many documents a word is reckoned to be: exactly for one term; for several, as Xapian reckons it, as
/// if they were independent of each other.
std::uint32_t reckoned_frequency(const Xapian::Database& database, const std::vector<std::string>& terms);

} // namespace samling
