#pragma once
// The rules applied again to what is in the collection, from the texts in the catalog.

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "indexer/collection_writer.h"
#include "indexer/intent_finder.h"
#include "indexer/tagger.h"

namespace samling {

/// One tag that came or went.
struct TagChange {
    enum class Kind { added, removed } kind;
    TagField field;
    std::string code;
};

struct TagCounts {
    std::int64_t added = 0, removed = 0;
};

struct RetagReport {
    std::int64_t documents = 0; ///< Read.
    std::int64_t changed = 0;   ///< Of which tags came or went.
    std::int64_t renewed = 0;   ///< Of which only quotes, scores or versions of rules changed.
    std::int64_t statements = 0; ///< Documents whose statements of intent changed.
    std::int64_t reindexed = 0; ///< Put into the index again: the changed ones, and those whose codes have moved.
    std::map<std::pair<TagField, std::string>, TagCounts> codes;
    bool stopped = false;
};

struct RetagOptions {
    enum class Records { as_before, all } records = Records::as_before; ///< Whether ready records that no rule tagged are.
    const std::atomic<bool>& stop;
    IntentRules intents = {}; ///< By which statements of intent are found anew; without any they stay as they are.
};

struct RetagListener {
    std::function<void(std::int64_t done)> progress;
    std::function<void(const std::string& id, const std::vector<TagChange>& changes)> changed;
};

/// Tags every document anew and brings the index up to date. A tag that a person gave or rejected stays as the person
/// said. What was done when it stops or dies is done; the next run does the rest.
RetagReport retag(CollectionWriter& writer, const Vocabularies& vocabularies, const RetagOptions& options,
                  const RetagListener& listener);

} // namespace samling
