#pragma once
// Many new documents for the index at once: several threads write shards of their own, which Xapian's compaction
// merges. So the time for a document does not grow with the collection, and the result is compact.

#include <atomic>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

#include "indexer/bounded_queue.h"
#include "schema/metadata.h"
#include "schema/ranking_settings.h"
#include "schema/vocabulary.h"

namespace samling {

/// A document and the key under which the catalog has it.
struct IndexTask {
    Document document;
    std::int64_t version_key = 0;
};

/// put(), contains() and merge_into() belong to one thread. What the other threads throw (IndexWriter's failures) comes
/// out of the next put() or of merge_into(). The result depends on the number of threads, not on which was faster. Holds
/// six batches of documents for each thread in memory.
class BulkIndex {
public:
    /// What an IndexCodec is made with; kept as references.
    struct Rules {
        const Vocabularies& vocabularies;
        const RankingSettings& ranking;
    };
    /// Shards are written below `directory`, which is emptied now and removed at the end.
    BulkIndex(std::filesystem::path directory, Rules rules, std::size_t jobs);
    ~BulkIndex();

    /// Takes a document whose id was not put before. Waits while the threads are behind.
    void put(IndexTask task);
    bool contains(const std::string& id) const;
    std::size_t size() const { return keys_.size(); }
    /// The version keys of what was put.
    const std::vector<std::int64_t>& keys() const { return keys_; }

    /// Ends the threads and merges `base` (an index without any of these documents, or empty) and all that was put into
    /// a new index at `target`. Nothing can be put afterwards.
    void merge_into(const std::filesystem::path& target, const std::filesystem::path& base);

private:
    using Batch = std::vector<IndexTask>;
    /// What one thread works on.
    struct Lane {
        BoundedQueue<Batch> queue{4}; ///< While the catalog waits for the disk, this is what there is to do.
        std::vector<std::filesystem::path> shards, groups; ///< Finished ones; read when the thread has ended.
        std::jthread thread;
    };
    void run(Lane& lane);
    void write_shard(Lane& lane, class IndexCodec& codec, Batch first);
    void merge_group(Lane& lane);
    std::filesystem::path next_shard();
    void send();
    void wait();

    std::filesystem::path directory_;
    Rules rules_;
    Batch pending_;
    std::size_t pending_bytes_ = 0, sent_ = 0;
    std::vector<std::int64_t> keys_;
    std::unordered_set<std::uint64_t> ids_; ///< Digests; two ids that meet cost a merge too many, nothing else.
    std::atomic<std::size_t> shards_ = 0;
    std::mutex mutex_; ///< Of broken_.
    std::exception_ptr broken_;
    std::vector<std::unique_ptr<Lane>> lanes_;
};

} // namespace samling
