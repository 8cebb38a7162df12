#pragma once
// Which documents hold a word and how often: decoded once, then read as plain arrays.

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "searchd/search/deadline.h"
#include "searchd/search/narrow_numbers.h"

namespace Xapian {
class Database;
}

namespace samling {

/// The documents of a word, which may be several terms of the index, or of a phrase, as they are decoded.
struct DecodedList {
    std::vector<std::uint32_t> documents;   ///< Ascending.
    std::vector<std::uint32_t> frequencies; ///< Beside `documents`; of a phrase none.
    bool complete = true; ///< False when a deadline cut the decoding off.
};

/// The same, packed to be kept: a long list has a bit for each document of the index, a short one numbers. Immutable.
class Postings {
public:
    Postings() = default;
    /// `last` is the highest document number of the index.
    Postings(const DecodedList& list, std::uint32_t last);

    std::size_t size() const { return size_; }
    bool complete() const { return complete_; }
    bool contains(std::uint32_t document) const;
    /// How often a document holds the word; 0: not at all.
    std::uint32_t frequency_in(std::uint32_t document) const;

    bool is_long() const { return !bits_.empty(); }
    const std::vector<std::uint64_t>& bits() const { return bits_; }                 ///< Of a long list.
    const std::vector<std::uint32_t>& short_documents() const { return documents_; } ///< Of a short one.
    std::vector<std::uint32_t> documents() const;                                    ///< Of any.
    DecodedList decoded() const;
    std::size_t bytes() const;

    /// Calls use(document, frequency) for every document of a word.
    template <typename Use> void each(Use use) const;
    /// The same for those that are among `wanted`, which ascend.
    template <typename Use> void each_of(std::span<const std::uint32_t> wanted, Use use) const;

private:
    /// The first place at or after `from` whose document is not before `document`; size() when there is none.
    std::size_t place_of(std::uint32_t document, std::size_t from) const;
    std::size_t rank(std::uint32_t document) const {
        const auto below = (std::uint64_t{1} << (document % 64)) - 1;
        return ranks_[document / 64] + static_cast<std::size_t>(std::popcount(bits_[document / 64] & below));
    }

    std::size_t size_ = 0;
    bool complete_ = true;
    std::vector<std::uint32_t> documents_; ///< Of a short list.
    std::vector<std::uint64_t> bits_;      ///< Of a long list: one a document.
    std::vector<std::uint32_t> ranks_;     ///< How many bits are set before each word of bits_.
    NarrowNumbers frequencies_;
};

/// The documents whose bits are set, ascending.
std::vector<std::uint32_t> documents_of(const std::vector<std::uint64_t>& bits);

/// The documents that hold any of `terms`, frequencies added up.
DecodedList decode_postings(const Xapian::Database& database, const std::vector<std::string>& terms, const Deadline& deadline);

/// The same of `documents` alone, which ascend: looked up, so that few of them cost little however long the lists are.
DecodedList decode_postings_of(const Xapian::Database& database, const std::vector<std::string>& terms,
                               std::span<const std::uint32_t> documents, const Deadline& deadline);

/// `old` after a change of the documents `changed`, of which now those in `now` belong to it.
DecodedList updated_postings(const DecodedList& old, const std::vector<std::uint32_t>& changed, const DecodedList& now);

/// In how many documents a word is.
struct Frequency {
    std::uint32_t reckoned = 0; ///< Exactly for one term; for several as Xapian reckons it, as if they were independent.
    std::size_t at_most = 0;    ///< As if no document had two of the terms.
};
Frequency frequency_of(const Xapian::Database& database, const std::vector<std::string>& terms);

template <typename Use> void Postings::each(Use use) const {
    frequencies_.read([&](const auto& frequencies) {
        std::size_t place = 0;
        for (const auto document : documents_)
            use(document, frequencies[place++]);
        for (std::size_t i = 0; i < bits_.size(); ++i)
            for (auto word = bits_[i]; word != 0; word &= word - 1)
                use(static_cast<std::uint32_t>(i * 64) + static_cast<std::uint32_t>(std::countr_zero(word)), frequencies[place++]);
    });
}

template <typename Use> void Postings::each_of(std::span<const std::uint32_t> wanted, Use use) const {
    frequencies_.read([&](const auto& frequencies) {
        std::size_t place = 0;
        for (const auto document : wanted) {
            if (is_long()) {
                if (contains(document)) use(document, frequencies[rank(document)]);
                continue;
            }
            place = place_of(document, place);
            if (place == size_) return;
            if (documents_[place] == document) use(document, frequencies[place]);
        }
    });
}

} // namespace samling
