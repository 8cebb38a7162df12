#pragma once
namespace samling {

/// The time that reading one document may take before a reader keeps what it has: well below the limits at
/// which the pool ends the worker, and all is lost. Counts CPU time, and on a busy machine the time on the
/// wall.
class ReadingTime {
public:
    static constexpr double kCpuSeconds = 8, kWallSeconds = 14;

    ReadingTime(); ///< Begins now.
    /// Whether `share` of it is over.
    bool over(double share = 1) const;

private:
    double cpu_, wall_;
};

} // namespace samling
