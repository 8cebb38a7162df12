#pragma once
// Catalog and index written together, in batches: the catalog first and durably, the index after it.

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "corpus/catalog.h"
#include "corpus/data_directory.h"
#include "corpus/object_store.h"
#include "indexer/bulk_index.h"
#include "indexer/index_writer.h"

namespace samling {

struct BatchLimits {
    /// A commit rewrites parts of the index all over: with 200, committing took a third of the CPU time and half
    /// of the clock; from 1000 on nothing more is won.
    std::size_t documents = 1000;
    std::size_t text_bytes = 32u * 1024 * 1024;
    std::chrono::milliseconds age{2000};
    /// So much text goes to the catalog, and into what the index will commit, at once: with all of a batch, those who read
    /// files would wait for it, and at the end of a run it for them.
    std::size_t portion_bytes = 512u * 1024;
    /// Threads that write the index in a bulk load, beside the caller's.
    std::size_t jobs = std::max(1u, std::thread::hardware_concurrency());
    /// When a run has put so many documents, and more than a twentieth of what the index has, a bulk load begins with
    /// the portion that made it so many. Of short records the first portion has more, so that no thread waits.
    std::size_t bulk_from = 500;
    /// In a bulk load that takes longer, new documents are made visible so often, at the price of a merge.
    std::chrono::seconds bulk_age{120};
};

/// Holds the writer's lock of a data directory for as long as it lives. NOT thread-safe. Throws what its
/// parts throw. Killed at any moment, it leaves a catalog whose documents are whole, and
/// bring_index_up_to_date() does the rest.
///
/// Few documents go into the index in use, batch by batch. With many a bulk load begins by itself: documents that the
/// index does not have yet go into a BulkIndex, and become visible with finish() or after `bulk_age`.
class CollectionWriter {
public:
    /// Creates the directory, the catalog and the index when missing. Keeps a reference to `vocabularies`. Words count
    /// as the directory's ranking.properties says.
    CollectionWriter(const DataDirectory& directory, const Vocabularies& vocabularies, BatchLimits limits,
                     WriterLock::Hold hold = WriterLock::Hold::long_run);
    ~CollectionWriter();

    Catalog& catalog() { return catalog_; }
    /// Where the originals of what is put have to be; they are made durable before the catalog speaks of them.
    ObjectStore& objects() { return objects_; }

    /// Takes a version, its source or both into the current batch, which is committed when a limit is
    /// reached.
    void put(std::optional<NewVersion> version, std::optional<Source> source);
    /// Commits the batch to the catalog, and to the index unless in a bulk load.
    void flush();
    /// Commits the batch and ends a bulk load: everything put is in the index then.
    void finish();
    /// finish(), and Catalog::compare_texts() at the same time: the one works on the index, the other on the catalog.
    /// Returns what that returns.
    std::int64_t finish_and_compare();

    /// Removes a document from catalog, index and object store at once; false if there is none.
    bool remove(const std::string& id);
    /// Indexes what the catalog has and the index has not: after a kill, or after a rebuild was cut off.
    /// Returns how many documents that were.
    std::int64_t bring_index_up_to_date();
    /// Makes a new, compact index from the catalog beside the one in use and switches to it. `progress` is
    /// given how many documents are done.
    std::int64_t rebuild(const std::function<void(std::int64_t)>& progress);

    std::int64_t created() const { return created_; }
    std::int64_t new_versions() const { return new_versions_; }
    std::int64_t unchanged() const { return unchanged_; }

private:
    struct Pending {
        std::optional<NewVersion> version;
        std::optional<Source> source;
    };
    void count(PutResult::Kind kind);
    void write_portion();
    void end_batch();
    void index_batch(std::vector<IndexTask> tasks);
    void commit_index();
    bool is_bulk(std::size_t more);
    void publish(const std::function<void()>& meanwhile = [] {});
    IndexWriter& index();
    void start_index_if_missing();
    static Document document_of(Catalog& catalog, const StoredVersion& version);

    DataDirectory directory_;
    const Vocabularies& vocabularies_;
    const RankingSettings ranking_;
    BatchLimits limits_;
    WriterLock lock_;
    Catalog catalog_;
    ObjectStore objects_;
    IndexCodec codec_;
    std::unique_ptr<IndexWriter> index_;
    std::unique_ptr<BulkIndex> bulk_;
    std::chrono::steady_clock::time_point bulk_start_;
    std::size_t indexed_ = 0; ///< Documents put into the index or a bulk load by this writer.
    std::vector<Pending> pending_;
    std::size_t pending_bytes_ = 0;
    std::vector<std::int64_t> uncommitted_; ///< Version keys that the index in use has and has not committed.
    std::size_t batch_documents_ = 0, batch_bytes_ = 0; ///< Put since the last flush.
    std::chrono::steady_clock::time_point oldest_;      ///< Of these.
    std::int64_t created_ = 0, new_versions_ = 0, unchanged_ = 0;
};

} // namespace samling
