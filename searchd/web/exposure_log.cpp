#include "searchd/web/exposure_log.h"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <sstream>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace samling {
namespace {

constexpr std::chrono::seconds kBetweenWrites{10};
constexpr TagField kFields[] = {TagField::region, TagField::actor};

std::string day_name(std::chrono::sys_days day) {
    const std::chrono::year_month_day date(day);
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u.tsv", static_cast<int>(date.year()) % 10000, static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()));
    return text;
}

std::chrono::sys_days today() { return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()); }

void read_into(Exposure& sums, const std::filesystem::path& file) {
    std::ifstream lines(file);
    std::string line;
    while (std::getline(lines, line)) {
        const auto first = line.find('\t'), last = line.rfind('\t');
        if (first == std::string::npos || last == first) continue;
        const auto field = tag_field(line.substr(0, first));
        const double sum = std::strtod(line.c_str() + last + 1, nullptr);
        if (field && std::isfinite(sum) && sum > 0) sums[{*field, line.substr(first + 1, last - first - 1)}] += sum;
    }
}

/// Holds the directory for one process at a time.
class DirectoryLock {
public:
    explicit DirectoryLock(const std::filesystem::path& directory) : descriptor_(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
        if (descriptor_ >= 0) flock(descriptor_, LOCK_EX);
    }
    ~DirectoryLock() {
        if (descriptor_ >= 0) close(descriptor_);
    }
    DirectoryLock(const DirectoryLock&) = delete;
    DirectoryLock& operator=(const DirectoryLock&) = delete;

private:
    int descriptor_;
};

void write_day(const std::filesystem::path& directory, const Exposure& added) {
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    const DirectoryLock lock(directory);
    const auto file = directory / day_name(today()), fresh = directory / (day_name(today()) + ".new");
    auto sums = added;
    read_into(sums, file);
    {
        std::ofstream out(fresh, std::ios::trunc);
        out.precision(12);
        for (const auto& [key, sum] : sums) out << tag_field_name(key.first) << '\t' << key.second << '\t' << sum << '\n';
        if (!out.flush()) return; // a full disk: the day's file stays as it was
    }
    std::filesystem::rename(fresh, file, error);
}

bool is_plain(const std::string& code) { return code.find_first_of("\t\n\r") == std::string::npos; }

} // namespace

struct ExposureLog::Internal {
    const std::filesystem::path directory;
    mutable std::mutex mutex; ///< Guards what follows.
    Exposure pending;
    std::chrono::steady_clock::time_point written = std::chrono::steady_clock::now();
};

ExposureLog::ExposureLog(std::filesystem::path directory) : internal_(new Internal{std::move(directory), {}, {}}) {}

ExposureLog::~ExposureLog() {
    try {
        flush();
    } catch (const std::exception&) {
        // The sums of the last seconds are lost; nobody can be told any more.
    }
}

void ExposureLog::add(const std::vector<Hit>& hits, std::size_t offset) {
    if (hits.empty()) return;
    bool due = false;
    {
        const std::lock_guard lock(internal_->mutex);
        for (std::size_t i = 0; i < hits.size(); ++i) {
            const double worth = 1 / std::log2(2 + static_cast<double>(offset + i));
            for (const auto field : kFields) {
                internal_->pending[{field, ""}] += worth;
                for (const auto& code : hits[i].of(field))
                    if (!code.empty() && is_plain(code)) internal_->pending[{field, code}] += worth;
            }
        }
        due = std::chrono::steady_clock::now() - internal_->written >= kBetweenWrites;
    }
    if (due) flush();
}

void ExposureLog::flush() {
    Exposure added;
    {
        const std::lock_guard lock(internal_->mutex);
        added.swap(internal_->pending);
        internal_->written = std::chrono::steady_clock::now();
    }
    if (!added.empty()) write_day(internal_->directory, added);
}

Exposure ExposureLog::sums(int days) const {
    Exposure sums;
    {
        const std::lock_guard lock(internal_->mutex);
        sums = internal_->pending;
    }
    for (int back = 0; back < days; ++back) read_into(sums, internal_->directory / day_name(today() - std::chrono::days(back)));
    return sums;
}

} // namespace samling
