#pragma once
// Facet values of every document in compact columns, and counting over them.

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "schema/metadata.h"
#include "schema/visibility.h"
#include "searchd/search/narrow_numbers.h"
#include "searchd/search/search.h"

namespace Xapian {
class Database;
}

namespace samling {

/// One facet: each distinct set of codes has a number, and each document the number of its set. Counting adds
/// to one number a document, however many codes it has.
struct CodeColumn {
    NarrowNumbers set_of;                         ///< By document number; 0 is the empty set.
    std::vector<std::vector<std::uint32_t>> sets; ///< Codes of each set.
    std::vector<std::string> codes;
};

/// Everything of one revision of an index. Immutable, so shared by threads.
struct Columns {
    std::array<CodeColumn, kTagFieldCount> facets; ///< By TagField.
    std::vector<std::int32_t> date;                ///< YYYYMMDD by document number, 0 unknown.
    NarrowNumbers year_of;                         ///< By document number: the place of its year in `known_years`.
    std::vector<int> known_years = {0};            ///< Those that occur, or did; the first is of documents without.
    std::vector<std::uint32_t> documents;          ///< All document numbers, ascending.
    std::vector<std::uint32_t> readership_of;          ///< By document number: which of `readerships` it has.
    std::vector<Readership> readerships = {Readership{}};     ///< Those that occur, or did; the first is open to all.
};

/// Whether a year, 0 if unknown, is within the range.
inline bool within(const YearRange& range, int year) {
    return year != 0 && year >= range.from && (range.to == 0 || year <= range.to);
}

Columns load_columns(const Xapian::Database& database);

/// Brings columns of an earlier revision up to date, in which only the documents `changed` (ascending) were put or
/// removed.
void update_columns(Columns& columns, const Xapian::Database& database,
                    const std::vector<std::uint32_t>& changed);

/// The codes of `document` in each facet.
std::array<std::vector<std::string>, kTagFieldCount> codes_of(const Columns& columns, std::uint32_t document);

/// What is selected, made ready to be asked for each document.
class Selection {
public:
    Selection(const Columns& columns, const SearchRequest& request);
    static constexpr std::size_t kYear = kTagFieldCount; ///< The year as a facet beside the tag fields.
    static constexpr std::size_t kNone = kYear + 1, kSeveral = kYear + 2;

    /// The only facet whose selection `document` fails, kNone when it passes all, kSeveral when it fails
    /// more.
    std::size_t failed_facet(std::uint32_t document) const;
    bool empty() const { return active_.empty() && !years_; }

private:
    const Columns& columns_;
    struct Active {
        std::size_t facet;
        std::vector<char> set_passes;
    };
    std::vector<Active> active_;
    std::optional<YearRange> years_;
};

struct Counted {
    std::vector<std::uint32_t> passing; ///< Documents that pass every selection, ascending.
    std::array<std::vector<std::int64_t>, kTagFieldCount> by_code; ///< By facet, by code number.
    std::vector<std::int64_t> by_year; ///< By place in `known_years`.
};

enum class Counting { none, facets };

/// What of `matching` (ascending) passes, and counts if they are wanted. A document that passes every selection
/// counts in all facets, one that fails a single facet's selection counts in that facet only. So each count is what
/// a click would give.
Counted count_facets(const Columns& columns, const Selection& selection,
                     std::span<const std::uint32_t> matching, Counting counting = Counting::facets);

} // namespace samling
