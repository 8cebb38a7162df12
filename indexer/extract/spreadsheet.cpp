#include "indexer/extract/spreadsheet.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>

namespace samling {
namespace {

constexpr double kLastDay = 2'958'465; // 9999-12-31

bool parse(std::string_view text, double& value) {
    const auto end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    return result.ec == std::errc() && result.ptr == end && std::isfinite(value);
}

} // namespace

bool is_date_format(std::string_view code) {
    char quote = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (quote) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '[') {
            quote = c == '"' ? '"' : ']';
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i; // the next character stands for itself
        } else if (std::string_view("yYdDmM").find(c) != std::string_view::npos) {
            // "m" alone may be minutes, which is a time of day; only with hours beside it
            return code.find_first_of("yYdD") != std::string_view::npos || code.find_first_of("hHsS") == std::string_view::npos;
        }
    }
    return false;
}

bool is_builtin_date_format(std::size_t number) {
    return (number >= 14 && number <= 17) || number == 22 || (number >= 27 && number <= 36) ||
           (number >= 50 && number <= 58);
}

std::string date_text(std::string_view serial, DateSystem dates) {
    double value = 0;
    if (!parse(serial, value) || value < 1 || value > kLastDay) return number_text(serial);
    using namespace std::chrono;
    const double whole = std::floor(value);
    // 1900 is a leap year to spreadsheets: serials up to 60 lie a day off.
    const sys_days base = dates.from_1904 ? sys_days{1904y / 1 / 1} : sys_days{1899y / 12 / (value < 60 ? 31 : 30)};
    const year_month_day day{base + days{static_cast<int>(whole)}};
    std::array<char, 32> written{};
    const int minutes = std::min(static_cast<int>(std::lround((value - whole) * 24 * 60)), 24 * 60 - 1);
    const int size = std::snprintf(written.data(), written.size(), "%04d-%02u-%02u", int{day.year()},
                                   unsigned{day.month()}, unsigned{day.day()});
    if (minutes > 0)
        std::snprintf(written.data() + size, written.size() - static_cast<std::size_t>(size), " %02d:%02d", minutes / 60, minutes % 60);
    return written.data();
}

std::string number_text(double value) {
    std::array<char, 40> written{};
    const int size = std::snprintf(written.data(), written.size(), "%.12g", value);
    return {written.data(), static_cast<std::size_t>(std::max(size, 0))};
}

std::string number_text(std::string_view text) {
    double value = 0;
    return text.size() > 12 && parse(text, value) ? number_text(value) : std::string(text);
}

void begin_sheet(std::string_view name, TextBuilder& builder) {
    constexpr std::array<std::string_view, 8> kGiven = {"Sheet", "Tabelle", "Feuil", "Hoja", "Foglio", "Planilha", "Blad", "Ark"};
    for (const auto given : kGiven)
        if (name.starts_with(given) && name.find_first_not_of("0123456789 ", given.size()) == std::string_view::npos)
            return;
    if (name.empty()) return;
    builder.begin_heading(1);
    builder.text(name);
    builder.end_heading();
}

} // namespace samling
