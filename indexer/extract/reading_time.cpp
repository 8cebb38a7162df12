#include "indexer/extract/reading_time.h"

#include <ctime>

namespace samling {
namespace {

double seconds(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

} // namespace

ReadingTime::ReadingTime() : cpu_(seconds(CLOCK_PROCESS_CPUTIME_ID)), wall_(seconds(CLOCK_MONOTONIC)) {}

bool ReadingTime::over(double share) const {
    return seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_ > kCpuSeconds * share ||
           seconds(CLOCK_MONOTONIC) - wall_ > kWallSeconds * share;
}

} // namespace samling
