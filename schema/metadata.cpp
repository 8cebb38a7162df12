#include "schema/metadata.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

#include "schema/named_values.h"

namespace samling {
namespace {

constexpr NamedValues<Origin, 3> kOrigins = {{
    {Origin::person, "person"},
    {Origin::embedded, "embedded"},
    {Origin::rule, "rule"},
}};

constexpr NamedValues<Visibility, 2> kVisibilities = {{
    {Visibility::open, "public"},
    {Visibility::coalition, "coalition"},
}};

/// The number that `digits` spells, if it is exactly `width` digits.
std::optional<int> fixed_number(std::string_view digits, std::size_t width) {
    int value = 0;
    if (digits.size() != width ||
        !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

bool exists(const Date& date) {
    if (date.year < 1 || date.month > 12) return false;
    if (date.day == 0) return true;
    using namespace std::chrono;
    return year_month_day{year{date.year}, month(date.month), day(date.day)}.ok();
}

} // namespace

std::optional<TagField> tag_field(std::string_view name) {
    for (const auto& row : kTagFields)
        if (row.name == name) return row.field;
    return std::nullopt;
}

std::string_view tag_field_name(TagField field) {
    return kTagFields[static_cast<std::size_t>(field)].name;
}

std::string_view origin_name(Origin origin) {
    return name_of(kOrigins, origin);
}

std::optional<Origin> origin(std::string_view name) {
    return value_named(kOrigins, name);
}

std::string_view visibility_name(Visibility visibility) {
    return name_of(kVisibilities, visibility);
}

std::optional<Visibility> visibility(std::string_view name) {
    return value_named(kVisibilities, name);
}

std::optional<Date> parse_date(std::string_view text) {
    Date date;
    const auto year = fixed_number(text.substr(0, 4), 4);
    if (!year) return std::nullopt;
    date.year = *year;
    if (text.size() > 4) {
        const auto month = text[4] == '-' ? fixed_number(text.substr(5, 2), 2) : std::nullopt;
        if (!month || *month == 0) return std::nullopt;
        date.month = *month;
    }
    if (text.size() > 7) {
        const auto day = text[7] == '-' ? fixed_number(text.substr(8), 2) : std::nullopt;
        if (!day || *day == 0) return std::nullopt;
        date.day = *day;
    }
    return exists(date) ? std::optional(date) : std::nullopt;
}

std::string format_date(const Date& date) {
    char text[16] = "";
    if (date.day != 0)
        std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year % 10000, date.month % 100,
                      date.day % 100);
    else if (date.month != 0)
        std::snprintf(text, sizeof text, "%04d-%02d", date.year % 10000, date.month % 100);
    else if (date.year != 0)
        std::snprintf(text, sizeof text, "%04d", date.year % 10000);
    return text;
}

bool is_valid_id(std::string_view id) {
    const auto allowed = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == '~' || c == '-';
    };
    // "." and ".." would be read as path segments by every client.
    return !id.empty() && id.size() <= 120 && id != "." && id != ".." &&
           std::all_of(id.begin(), id.end(), allowed);
}

} // namespace samling
