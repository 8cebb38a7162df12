#pragma once
// Words of scripts written without spaces, by ICU's dictionaries.

#include "schema/text_scan.h"

#include <memory>
#include <string_view>
#include <vector>

namespace samling::analysis {

/// Costs some milliseconds and a few hundred kilobytes at first use. Not thread-safe.
class Segmenter {
public:
    Segmenter();
    ~Segmenter();
    Segmenter(Segmenter&&) noexcept;
    Segmenter& operator=(Segmenter&&) noexcept;

    /// The words in `run`, a Piece of the dictionary kind, as spans of the run. Valid until the next call.
    /// Characters no dictionary knows are words by themselves. Throws Failure{internal} where ICU has no
    /// data.
    const std::vector<Span>& segment(std::string_view run);

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling::analysis
