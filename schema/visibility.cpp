#include "schema/visibility.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "schema/index_layout.h"

namespace samling {
namespace {

constexpr std::size_t kDayDigits = 8;

} // namespace

Readership readership_of(const Metadata& record) {
    if (record.visibility == Visibility::open && record.embargo == Date{}) return {};
    Readership readership{true, record.visibility == Visibility::open ? record.embargo : Date{}, {}};
    for (const auto& tag : record.of(TagField::coalition))
        if (tag.origin == Origin::person) readership.coalitions.push_back(tag.code);
    std::sort(readership.coalitions.begin(), readership.coalitions.end());
    readership.coalitions.erase(std::unique(readership.coalitions.begin(), readership.coalitions.end()), readership.coalitions.end());
    return readership;
}

std::string visibility_mistake(const Metadata& record) {
    const auto readership = readership_of(record);
    if (!readership.restricted || !readership.coalitions.empty()) return "";
    return "only its coalitions may see the document, and it names none; add a coalition";
}

bool may_see(const Readership& readership, const Audience& audience, const Date& today) {
    if (!readership.restricted || audience.everything) return true;
    if (readership.until != Date{} && readership.until <= today) return true;
    return std::any_of(readership.coalitions.begin(), readership.coalitions.end(), [&](const std::string& code) {
        return std::find(audience.coalitions.begin(), audience.coalitions.end(), code) != audience.coalitions.end();
    });
}

std::string encode_readership(const Readership& readership) {
    if (!readership.restricted) return "";
    char day[16];
    std::snprintf(day, sizeof day, "%04d%02d%02d", readership.until.year % 10000, readership.until.month % 100, readership.until.day % 100);
    std::string value = day;
    for (const auto& code : readership.coalitions) {
        value += kCodeSeparator;
        value += code;
    }
    return value;
}

Readership decode_readership(std::string_view value) {
    if (value.empty()) return {};
    Readership readership{true, {}, {}};
    int day = 0;
    const auto digits = value.substr(0, kDayDigits);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), day);
    if (error != std::errc() || end != digits.data() + kDayDigits || day < 0) return readership;
    if (day != 0) readership.until = {day / 10000, day / 100 % 100, day % 100};
    for (auto rest = value.substr(kDayDigits); !rest.empty();) {
        rest.remove_prefix(1);
        const auto stop = std::min(rest.find(kCodeSeparator), rest.size());
        readership.coalitions.emplace_back(rest.substr(0, stop));
        rest.remove_prefix(stop);
    }
    return readership;
}

} // namespace samling
