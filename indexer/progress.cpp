#include "indexer/progress.h"

#include <algorithm>
#include <cstdio>

namespace samling {
namespace {

constexpr std::int64_t kBarWidth = 30;

} // namespace

std::string format_duration(std::chrono::seconds duration) {
    char text[40];
    const auto seconds = static_cast<long long>(duration.count());
    if (seconds < 60)
        std::snprintf(text, sizeof text, "%lld s", seconds);
    else if (seconds < 3600)
        std::snprintf(text, sizeof text, "%lld min %02lld s", seconds / 60, seconds % 60);
    else
        std::snprintf(text, sizeof text, "%lld h %02lld min", seconds / 3600, seconds % 3600 / 60);
    return text;
}

Progress::Progress(std::ostream& out, Style style, std::string unit)
    : out_(out), style_(style), unit_(std::move(unit)), start_(std::chrono::steady_clock::now()),
      last_(start_) {}

void Progress::show(std::int64_t done, std::int64_t total) {
    using namespace std::chrono;
    const auto now = steady_clock::now();
    if (now - last_ < (style_ == Style::bar ? milliseconds(100) : milliseconds(5000))) return;
    last_ = now;
    const double elapsed = std::max(duration<double>(now - start_).count(), 0.001);
    const double rate = static_cast<double>(done) / elapsed;
    std::string line;
    if (style_ == Style::bar && total > 0) {
        const auto filled = static_cast<std::size_t>(kBarWidth * done / total);
        line += "[" + std::string(filled, '#') + std::string(kBarWidth - filled, '.') + "] ";
    }
    char numbers[96];
    std::snprintf(numbers, sizeof numbers, "%lld%s%s %s, %.0f a second", static_cast<long long>(done),
                  total > 0 ? " of " : "", total > 0 ? std::to_string(total).c_str() : "", unit_.c_str(),
                  rate);
    line += numbers;
    if (total > done && rate > 0)
        line += ", " +
                format_duration(seconds(static_cast<long long>(static_cast<double>(total - done) / rate))) +
                " left";
    if (style_ == Style::bar)
        out_ << "\r\x1b[K" << line << std::flush;
    else
        out_ << line << std::endl;
    shown_ = true;
}

void Progress::clear() {
    if (shown_ && style_ == Style::bar) out_ << "\r\x1b[K" << std::flush;
    shown_ = false;
}

} // namespace samling
