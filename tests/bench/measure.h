#pragma once
// Times and sizes, measured.

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <functional>
#include <vector>

namespace samling::bench {

/// CPU time of the calling thread: what else runs on the machine does not count.
inline double thread_cpu_ms() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Milliseconds of many runs of one kind of work.
class Sample {
public:
    void add(double value) { values_.push_back(value); }
    void add(const Sample& others) { values_.insert(values_.end(), others.values_.begin(), others.values_.end()); }
    double mean() const {
        double sum = 0;
        for (const double value : values_)
            sum += value;
        return values_.empty() ? 0 : sum / static_cast<double>(values_.size());
    }
    /// `share` from 0 to 1.
    double percentile(double share) const {
        if (values_.empty()) return 0;
        auto sorted = values_;
        std::sort(sorted.begin(), sorted.end());
        return sorted[std::min(sorted.size() - 1,
                               static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
    }

private:
    std::vector<double> values_;
};

/// What a piece of work cost when it had a process of its own.
struct ProcessCost {
    double cpu_seconds = 0; ///< User and system, its own processes included.
    double wall_seconds = 0;
    double peak_megabytes = 0; ///< Of the largest of its processes.
    bool succeeded = false;
};

/// Runs `work` in a child process.
ProcessCost in_own_process(const std::function<void()>& work);

/// Bytes of all files below `path`, links followed.
std::uintmax_t bytes_of(const std::filesystem::path& path);

} // namespace samling::bench
