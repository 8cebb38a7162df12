#include "searchd/search/crosstab.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "schema/failure.h"
#include "searchd/search/crosstab_axis.h"

namespace samling {
namespace {

constexpr std::size_t kMostHoles = 12;

/// What is counted of a group of documents. The coalitions are bits elsewhere.
struct Tally {
    std::int64_t count = 0;
    std::int32_t newest = 0; ///< Date as in Columns.
};

/// Tallies with a bit set of coalitions each, in two flat arrays.
class Tallies {
public:
    explicit Tallies(std::size_t words) : words_(words) {}
    void resize(std::size_t size) {
        tallies_.resize(size);
        bits_.resize(size * words_);
    }
    std::size_t size() const { return tallies_.size(); }
    Tally& operator[](std::size_t i) { return tallies_[i]; }
    std::uint64_t* coalitions(std::size_t i) { return bits_.data() + i * words_; }
    void add(std::size_t i, const Tally& tally, const std::uint64_t* coalitions) {
        tallies_[i].count += tally.count;
        tallies_[i].newest = std::max(tallies_[i].newest, tally.newest);
        for (std::size_t word = 0; word < words_; ++word) bits_[i * words_ + word] |= coalitions[word];
    }
    int coalition_count(std::size_t i) const {
        int count = 0;
        for (std::size_t word = 0; word < words_; ++word) count += std::popcount(bits_[i * words_ + word]);
        return count;
    }

private:
    std::size_t words_;
    std::vector<Tally> tallies_;
    std::vector<std::uint64_t> bits_;
};

/// Numbers for pairs of set numbers, in the order of their first sight. Open addressing, since this is asked once for
/// every document.
class PairNumbers {
public:
    PairNumbers() { table_.resize(1024); }

    std::size_t number(std::uint32_t row, std::uint32_t column) {
        const auto key = (std::uint64_t{row} << 32 | column) + 1; // 0 marks a free place
        for (auto at = hash(key);; at = (at + 1) & (table_.size() - 1)) {
            if (table_[at].key == key) return table_[at].number;
            if (table_[at].key == 0) {
                table_[at] = {key, pairs_.size()};
                pairs_.emplace_back(row, column);
                if (pairs_.size() * 2 > table_.size()) grow();
                return pairs_.size() - 1;
            }
        }
    }

    const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs() const { return pairs_; }

private:
    struct Place {
        std::uint64_t key = 0;
        std::size_t number = 0;
    };

    std::size_t hash(std::uint64_t key) const { return (key * 0x9E3779B97F4A7C15u >> 20) & (table_.size() - 1); }

    void grow() {
        std::vector<Place> old(table_.size() * 4);
        old.swap(table_);
        for (const auto& place : old) {
            if (place.key == 0) continue;
            auto at = hash(place.key);
            while (table_[at].key != 0) at = (at + 1) & (table_.size() - 1);
            table_[at] = place;
        }
    }

    std::vector<Place> table_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;
};

/// The coalitions of each set of them, as bits.
std::vector<std::uint64_t> coalition_bits(const CodeColumn& column, std::size_t words) {
    std::vector<std::uint64_t> bits(column.sets.size() * words);
    for (std::size_t set = 0; set < column.sets.size(); ++set)
        for (const auto code : column.sets[set]) bits[set * words + code / 64] |= std::uint64_t{1} << (code % 64);
    return bits;
}

/// Counts by pairs of slots: first by pairs of whole sets, of which there are far fewer than documents.
class PairCounter {
public:
    PairCounter(const Columns& columns, const Axis& rows, const Axis& across)
        : columns_(columns), rows_(rows), across_(across),
          coalitions_(columns.facets[static_cast<std::size_t>(TagField::coalition)]),
          words_((coalitions_.codes.size() + 63) / 64), groups_(words_), cells_(words_) {}

    void count(const std::vector<std::uint32_t>& documents) {
        const auto bits = coalition_bits(coalitions_, words_);
        PairNumbers numbers;
        for (const auto document : documents) {
            const auto group = numbers.number(rows_.column().set_of[document], across_.column().set_of[document]);
            if (group == groups_.size()) groups_.resize(group + 1);
            groups_.add(group, {1, columns_.date[document]}, bits.data() + coalitions_.set_of[document] * words_);
        }
        spread(numbers.pairs());
    }

    Tallies& cells() { return cells_; } ///< By row slot, then column slot.
    int coalitions(std::size_t cell) const { return cells_.coalition_count(cell); }
    const std::vector<std::int64_t>& row_counts() const { return row_counts_; }
    const std::vector<std::int64_t>& column_counts() const { return column_counts_; }

private:
    void spread(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs) {
        const auto row_slots = rows_.slots_by_set(), column_slots = across_.slots_by_set();
        cells_.resize(rows_.slot_count() * across_.slot_count());
        row_counts_.resize(rows_.slot_count());
        column_counts_.resize(across_.slot_count());
        for (std::size_t group = 0; group < pairs.size(); ++group) {
            const auto& [row_set, column_set] = pairs[group];
            for (const auto row : row_slots[row_set]) row_counts_[row] += groups_[group].count;
            for (const auto column : column_slots[column_set]) column_counts_[column] += groups_[group].count;
            for (const auto row : row_slots[row_set])
                for (const auto column : column_slots[column_set])
                    cells_.add(row * across_.slot_count() + column, groups_[group], groups_.coalitions(group));
        }
    }

    const Columns& columns_;
    const Axis &rows_, &across_;
    const CodeColumn& coalitions_;
    std::size_t words_;
    Tallies groups_, cells_;
    std::vector<std::int64_t> row_counts_, column_counts_;
};

Hole hole_in(const CrosstabCell& cell, int stale_before) {
    if (cell.count == 0) return Hole::empty;
    if (cell.newest != 0 && cell.newest < stale_before) return Hole::stale;
    return cell.coalitions == 1 ? Hole::one_voice : Hole::none;
}

/// Finds the holes that matter most.
class HoleFinder {
public:
    HoleFinder(const Crosstab& table, const Axis& rows, const Axis& columns, PairCounter& counter)
        : table_(table), rows_(rows), columns_(columns), counter_(counter) {}

    std::vector<StrongHole> strongest() {
        std::vector<StrongHole> holes;
        for (std::size_t row = 0; row < table_.rows.size(); ++row)
            for (std::size_t column = 0; column < table_.columns.size(); ++column) {
                if (table_.cell(row, column).count != 0 || below_a_hole(row, column)) continue;
                const double expected = static_cast<double>(table_.rows[row].count) *
                                        static_cast<double>(table_.columns[column].count) /
                                        static_cast<double>(std::max<std::int64_t>(table_.total, 1));
                if (expected > 0) holes.push_back({row, column, expected, "", "", 0});
            }
        const auto most = std::min(kMostHoles, holes.size());
        std::partial_sort(holes.begin(), holes.begin() + static_cast<std::ptrdiff_t>(most), holes.end(),
                          [](const auto& a, const auto& b) { return a.expected > b.expected; });
        holes.resize(most);
        for (auto& hole : holes) find_nearest(hole);
        return holes;
    }

private:
    std::int64_t count(std::size_t row_slot, std::size_t column_slot) {
        return counter_.cells()[row_slot * columns_.slot_count() + column_slot].count;
    }

    bool below_a_hole(std::size_t row, std::size_t column) {
        const auto rows = rows_.broader_slots(row), columns = columns_.broader_slots(column);
        return std::any_of(rows.begin(), rows.end(), [&](auto slot) { return count(slot, column) == 0; }) ||
               std::any_of(columns.begin(), columns.end(), [&](auto slot) { return count(row, slot) == 0; });
    }

    /// The same row in a broader column, else a broader row in the same column, else what is related to either, else what
    /// lies beside them.
    void find_nearest(StrongHole& hole) {
        for (const auto slot : columns_.broader_slots(hole.column))
            if (take(hole, hole.row, slot)) return;
        for (const auto slot : rows_.broader_slots(hole.row))
            if (take(hole, slot, hole.column)) return;
        for (const auto slot : rows_.related_slots(hole.row))
            if (take(hole, slot, hole.column)) return;
        for (const auto slot : columns_.related_slots(hole.column))
            if (take(hole, hole.row, slot)) return;
        // What is broadest has only what lies beside it: the same theme in another region, the same region in another year.
        const bool rows_first = rows_.has_neighbours() && !columns_.has_neighbours();
        if (rows_first ? take_row_beside(hole) : take_column_beside(hole)) return;
        rows_first ? take_column_beside(hole) : take_row_beside(hole);
    }

    bool take_column_beside(StrongHole& hole) {
        const auto slot = fullest_nearest(columns_.slots_beside(hole.column), [&](std::size_t column) { return count(hole.row, column); });
        return slot && take(hole, hole.row, *slot);
    }

    bool take_row_beside(StrongHole& hole) {
        const auto slot = fullest_nearest(rows_.slots_beside(hole.row), [&](std::size_t row) { return count(row, hole.column); });
        return slot && take(hole, *slot, hole.column);
    }

    /// Of those with documents the nearest, of those the one with most.
    template <typename Count>
    static std::optional<std::size_t> fullest_nearest(const std::vector<std::pair<std::size_t, int>>& slots, Count count) {
        std::optional<std::size_t> best;
        int best_far = 0;
        for (const auto& [slot, far] : slots) {
            if (count(slot) == 0 || (best && (far > best_far || (far == best_far && count(slot) <= count(*best))))) continue;
            best = slot;
            best_far = far;
        }
        return best;
    }

    bool take(StrongHole& hole, std::size_t row, std::size_t column) {
        hole.nearest_count = count(row, column);
        if (hole.nearest_count == 0) return false;
        hole.nearest_row = rows_.slot_code(row);
        hole.nearest_column = columns_.slot_code(column);
        return true;
    }

    const Crosstab& table_;
    const Axis &rows_, &columns_;
    PairCounter& counter_;
};

void check_size(const Axis& rows, const Axis& columns) {
    if (rows.values().size() * std::max<std::size_t>(columns.values().size(), 1) <= kMaxCrosstabCells) return;
    throw Failure(ErrorCode::invalid_argument,
                  "the table would have " + std::to_string(rows.values().size()) + " rows and " +
                      std::to_string(columns.values().size()) + " columns, more than " + std::to_string(kMaxCrosstabCells) +
                      " cells; show fewer values of one, or filter by it");
}

} // namespace

std::string_view hole_name(Hole hole) {
    constexpr std::array<std::string_view, 4> kNames = {"", "empty", "stale", "one-voice"};
    return kNames[static_cast<std::size_t>(hole)];
}

SearchRequest crosstab_base(const CrosstabRequest& request) {
    auto base = request.base;
    for (const auto* axis : {&request.rows, &request.columns}) {
        if (axis->field) base.selected[static_cast<std::size_t>(*axis->field)].clear();
        else base.years.reset();
    }
    return base;
}

Crosstab make_crosstab(const Columns& columns, const std::vector<std::uint32_t>& documents, const CrosstabRequest& request,
                       const Vocabularies& vocabularies) {
    Axis rows(request.rows, request, columns, vocabularies), across(request.columns, request, columns, vocabularies);
    check_size(rows, across);
    PairCounter counter(columns, rows, across);
    counter.count(documents);
    rows.set_counts(counter.row_counts());
    across.set_counts(counter.column_counts());
    Crosstab table;
    table.total = static_cast<std::int64_t>(documents.size());
    table.rows = rows.values();
    table.columns = across.values();
    table.cells.reserve(table.rows.size() * table.columns.size());
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        for (std::size_t column = 0; column < table.columns.size(); ++column) {
            const auto at = row * across.slot_count() + column;
            CrosstabCell cell{counter.cells()[at].count, counter.cells()[at].newest / 10000, counter.coalitions(at), Hole::none};
            cell.hole = hole_in(cell, request.stale_before);
            table.cells.push_back(cell);
        }
    table.holes = HoleFinder(table, rows, across, counter).strongest();
    return table;
}

} // namespace samling
