#pragma once
// The values along one side of a table. Private to crosstab.

#include <unordered_map>
#include <unordered_set>

#include "searchd/search/crosstab.h"

namespace samling {

/// A facet's column with its vocabulary; the year as if it were a facet.
class Axis {
public:
    /// `columns` and `vocabularies` outlive it.
    Axis(const AxisRequest& request, const CrosstabRequest& table, const Columns& columns, const Vocabularies& vocabularies);

    const CodeColumn& column() const { return *column_; }
    const std::vector<AxisValue>& values() const { return values_; }
    std::vector<AxisValue> take_values() { return std::move(values_); }

    /// Slots are what is counted: the values shown, in order, and behind them their broader ones that are not shown.
    std::size_t slot_count() const { return slots_.size(); }
    const std::string& slot_code(std::size_t slot) const { return slots_[slot]; }
    /// The slots of each set of codes of column().
    std::vector<std::vector<std::uint32_t>> slots_by_set() const;
    /// Slots of what is broader than `slot`, nearest first.
    std::vector<std::size_t> broader_slots(std::size_t slot) const;
    /// Slots of what the vocabulary calls related to `slot` or to what is broader than it, as far as they are counted.
    std::vector<std::size_t> related_slots(std::size_t slot) const;
    /// Whether values lie beside each other: places and years do, themes do not.
    bool has_neighbours() const { return !request_.field || request_.field == TagField::region; }
    /// Values shown beside `slot`, under the same broader value, each with how far off it is: of years the difference, of
    /// others always 1.
    std::vector<std::pair<std::size_t, int>> slots_beside(std::size_t slot) const;
    void set_counts(const std::vector<std::int64_t>& by_slot);

private:
    void use_years(const Columns& columns);
    void outline(const CrosstabRequest& table);
    void add_below(const std::string& code, const std::string& broader, int depth);
    void add_value(const std::string& code, const std::string& broader, int depth);
    void add_foreign_codes();
    void add_slots();
    bool opens(const std::string& code) const;
    std::vector<std::string> narrower(const std::string& code) const;

    const AxisRequest& request_;
    const Vocabulary* vocabulary_ = nullptr; ///< Null for years.
    std::string language_;
    std::unordered_set<std::string> opened_; ///< What was asked to be, and what is selected.
    const CodeColumn* column_ = nullptr;
    CodeColumn years_; ///< What column_ points to for the year.
    std::vector<AxisValue> values_;
    std::unordered_set<std::string> shown_;
    std::vector<std::string> slots_;
    std::unordered_map<std::string, std::size_t> slot_of_;
};

} // namespace samling
