#include "indexer/bulk_index.h"

#include <functional>
#include <optional>

#include "indexer/index_writer.h"
#include "schema/index_codec.h"

namespace samling {
namespace {

/// Xapian keeps what is not committed in maps of maps, and is fastest while these fit the processor's cache: 250 documents
/// instead of 1000 save a tenth of the time.
constexpr std::size_t kBatchDocuments = 250;
constexpr std::size_t kBatchBytes = 1024 * 1024;
/// In larger shards each document costs more, in smaller ones the posting lists of the result are in more pieces: of 500
/// documents each, the result is a tenth larger.
constexpr std::size_t kShardBatches = 24;
/// So many shards of a thread are merged into one on the way, which bounds the open files.
constexpr std::size_t kShardsAtOnce = 64;

std::size_t text_bytes(const Document& document) {
    std::size_t bytes = 0;
    for (const auto& page : document.pages)
        bytes += page.text.size();
    return bytes;
}

} // namespace

BulkIndex::BulkIndex(std::filesystem::path directory, Rules rules, std::size_t jobs)
    : directory_(std::move(directory)), rules_(rules) {
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
    for (std::size_t i = 0; i < jobs; ++i)
        lanes_.push_back(std::make_unique<Lane>());
    for (const auto& lane : lanes_) // when all are there: a thread that fails closes the queues of the others
        lane->thread = std::jthread([this, &lane = *lane] { run(lane); });
}

BulkIndex::~BulkIndex() {
    wait();
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
}

void BulkIndex::put(IndexTask task) {
    keys_.push_back(task.version_key);
    ids_.insert(std::hash<std::string>()(task.document.metadata.id));
    pending_bytes_ += text_bytes(task.document);
    pending_.push_back(std::move(task));
    if (pending_.size() >= kBatchDocuments || pending_bytes_ >= kBatchBytes) send();
}

bool BulkIndex::contains(const std::string& id) const {
    return ids_.contains(std::hash<std::string>()(id));
}

/// Batches go to the threads in turn.
void BulkIndex::send() {
    if (!lanes_[sent_++ % lanes_.size()]->queue.push(std::move(pending_))) {
        wait();
        std::rethrow_exception(broken_);
    }
    pending_.clear();
    pending_bytes_ = 0;
}

/// A thread's work: shard after shard, until there are no more documents.
void BulkIndex::run(Lane& lane) {
    try {
        IndexCodec codec(rules_.vocabularies, rules_.ranking);
        while (auto batch = lane.queue.pop())
            write_shard(lane, codec, std::move(*batch));
    } catch (...) {
        const std::lock_guard lock(mutex_);
        if (!broken_) broken_ = std::current_exception();
        for (const auto& each : lanes_)
            each->queue.close();
    }
}

void BulkIndex::write_shard(Lane& lane, IndexCodec& codec, Batch first) {
    const auto& shard = lane.shards.emplace_back(next_shard());
    {
        IndexWriter writer(shard, codec, IndexWriter::Purpose::shard);
        std::optional<Batch> batch = std::move(first);
        for (std::size_t count = 1; batch; ++count) {
            for (const auto& task : *batch)
                writer.add(task.document, task.version_key);
            writer.commit();
            batch = count < kShardBatches ? lane.queue.pop() : std::nullopt;
        }
    }
    if (lane.shards.size() == kShardsAtOnce) merge_group(lane);
}

void BulkIndex::merge_group(Lane& lane) {
    const auto& group = lane.groups.emplace_back(next_shard());
    merge_indexes(lane.shards, group);
    for (const auto& shard : lane.shards)
        std::filesystem::remove_all(shard);
    lane.shards.clear();
}

std::filesystem::path BulkIndex::next_shard() {
    return directory_ / std::to_string(shards_++);
}

void BulkIndex::wait() {
    for (const auto& lane : lanes_)
        lane->queue.close();
    for (const auto& lane : lanes_)
        if (lane->thread.joinable()) lane->thread.join();
}

void BulkIndex::merge_into(const std::filesystem::path& target, const std::filesystem::path& base) {
    if (!pending_.empty()) send();
    wait();
    if (broken_) std::rethrow_exception(broken_);
    std::vector<std::filesystem::path> sources;
    if (!base.empty()) sources.push_back(base);
    for (const auto& lane : lanes_) {
        sources.insert(sources.end(), lane->groups.begin(), lane->groups.end());
        sources.insert(sources.end(), lane->shards.begin(), lane->shards.end());
    }
    merge_indexes(sources, target);
}

} // namespace samling
