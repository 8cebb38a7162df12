#pragma once
// What the readers of spreadsheets share: how a number in a cell is written out.

#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/extract/text_builder.h"

namespace samling {

/// Days are counted from the end of 1899, or from the beginning of 1904.
struct DateSystem {
    bool from_1904 = false;
};

/// True for a format code that shows a day, month or year: "yyyy\-mm\-dd", not "0.00" nor "[Red]0".
bool is_date_format(std::string_view code);
bool is_builtin_date_format(std::size_t number);

/// A serial number as "2021-03-04" or "2021-03-04 12:30"; one that is no date as it stands.
std::string date_text(std::string_view serial, DateSystem dates);
/// A number as people write it: "0.30000000000000004" is 0.3.
std::string number_text(std::string_view written);
std::string number_text(double value);

/// The sheet's name heads its page, unless a program gave it ("Sheet1", "Tabelle2").
void begin_sheet(std::string_view name, TextBuilder& builder);

} // namespace samling
