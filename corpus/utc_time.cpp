#include "corpus/utc_time.h"

#include <ctime>

namespace samling {

std::string utc_now() {
    return utc_text(seconds_now());
}

std::int64_t seconds_now() {
    return static_cast<std::int64_t>(std::time(nullptr));
}

std::string utc_text(std::int64_t seconds) {
    if (seconds == 0) return {};
    const auto moment = static_cast<std::time_t>(seconds);
    std::tm parts{};
    gmtime_r(&moment, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

Date utc_today() {
    return parse_date(utc_now().substr(0, 10)).value_or(Date{});
}

} // namespace samling
