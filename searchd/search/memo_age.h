#pragma once
// How long what was looked up in an index stays good enough.

#include <cmath>
#include <cstdint>

namespace samling {

/// The state of a collection in which a memo was begun; made by default, of none. What is a word, and which, does not hang
/// on one document: a memo is fresh until the number of documents has changed by a hundredth.
struct MemoAge {
    double documents = -1;
    std::uint64_t revision = 0;

    bool is_fresh(double documents_now, std::uint64_t revision_now) const {
        constexpr double kSameShare = 0.01;
        return documents >= 0 && (revision == revision_now || std::abs(documents_now - documents) < kSameShare * documents);
    }
};

} // namespace samling
