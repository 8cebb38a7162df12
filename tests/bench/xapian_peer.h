#pragma once
// The same work as plain Xapian does it: TermGenerator, QueryParser, Enquire, one ValueCountMatchSpy a facet.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/queries.h"

namespace samling::bench {

/// English stemmer, positions, titles under S, a value a facet, boolean terms, title and text as data.
void index_with_xapian(const std::filesystem::path& records, const std::filesystem::path& vocabulary,
                       const std::filesystem::path& database);

/// What is asked for beside the ten best hits and the exact total.
enum class Extent { hits, facets, snippets };

class XapianPeer {
public:
    explicit XapianPeer(const std::filesystem::path& database);
    ~XapianPeer();
    /// Runs the query, fetches what is asked for and returns the total.
    std::int64_t search(const BenchQuery& query, Extent extent);

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling::bench
