#pragma once
// Two facets against each other: how many documents have both values, how new they are and how many coalitions
// speak. Rows and columns come from the vocabularies, so that what nobody has written about is in plain view.

#include <optional>
#include <string>
#include <vector>

#include "schema/vocabulary.h"
#include "searchd/search/columns.h"
#include "searchd/search/search.h"

namespace samling {

/// One side of a table. Without a field it is the year.
struct AxisRequest {
    std::optional<TagField> field;
    /// The broadest values (below the world, which holds everything); those and all that hold others; all there are.
    enum class Show { top, groups, all } show = Show::top;
    std::vector<std::string> opened; ///< Codes whose narrower values are shown as well.
};

struct CrosstabRequest {
    /// Query and filters. What is selected in a facet that is an axis chooses the values shown (with their narrower
    /// ones) instead of filtering, since each cell puts its own value in its place.
    SearchRequest base;
    AxisRequest rows, columns;
    int stale_before = 0; ///< A cell whose newest document is of an earlier year is stale; 0: none is.
};

struct AxisValue {
    std::string code; ///< A year as digits.
    std::string label;
    std::string broader;     ///< Code under which it is shown, or empty.
    int depth = 0;           ///< 0 for the broadest shown.
    std::int64_t count = 0;  ///< Documents of the base with this value.
    bool has_narrower = false;
    bool opened = false;     ///< Its narrower values follow.
};

/// What is missing in a cell.
enum class Hole { none, empty, stale, one_voice };
/// "", "empty", "stale", "one-voice".
std::string_view hole_name(Hole hole);

struct CrosstabCell {
    std::int64_t count = 0;
    int newest = 0;     ///< Year of the newest document, 0 unknown or none.
    int coalitions = 0; ///< Different coalitions among the documents.
    Hole hole = Hole::empty;
};

/// An empty cell that is a surprise, and where the nearest documents are.
struct StrongHole {
    std::size_t row = 0, column = 0;
    double expected = 0; ///< Documents there would be if rows and columns had nothing to do with each other.
    std::string nearest_row, nearest_column; ///< Codes, one of them another; empty when there is nothing near.
    std::int64_t nearest_count = 0;
};

struct Crosstab {
    std::int64_t total = 0; ///< Documents of the base.
    bool cut = false;       ///< The deadline passed: the numbers are of what was found until then.
    std::vector<AxisValue> rows, columns;
    std::vector<CrosstabCell> cells; ///< Row after row.
    std::vector<StrongHole> holes;   ///< Strongest first, at most twelve; none below a value that is one itself.

    const CrosstabCell& cell(std::size_t row, std::size_t column) const { return cells[row * columns.size() + column]; }
};

inline constexpr std::size_t kMaxCrosstabCells = 60'000;

/// `base` without what is selected in the facets that are axes: the documents that a table counts.
SearchRequest crosstab_base(const CrosstabRequest& request);

/// Counts `documents`, which match crosstab_base(request). Thread-safe. Throws Failure{invalid_argument} when the table
/// would have more than kMaxCrosstabCells cells, naming what to fold.
Crosstab make_crosstab(const Columns& columns, const std::vector<std::uint32_t>& documents, const CrosstabRequest& request,
                       const Vocabularies& vocabularies);

} // namespace samling
