#pragma once
// What ranks beside us: plain Xapian and SQLite's FTS5. They are told the language of a collection.

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tests/bench/relevance_collection.h"

namespace samling::bench {

/// Ids of the best hundred documents for a query, best first.
using Ranker = std::function<std::vector<std::string>(const std::string& query)>;

struct Peer {
    std::string name;
    Ranker rank;
};

/// Indexes the collection below `work` and returns: Xapian as it comes (QueryParser, STEM_SOME, BM25 with its defaults),
/// Xapian tuned (stems alone, k1 and b as Anserini has them, which does best here), and FTS5 (bm25, the porter
/// tokenizer). All take any of the words, as questions need.
std::vector<Peer> make_peers(const RelevanceCollection& collection, const std::filesystem::path& work);

} // namespace samling::bench
