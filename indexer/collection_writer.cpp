#include "indexer/collection_writer.h"

#include <filesystem>
#include <future>

#include "indexer/hierarchy.h"

namespace samling {
namespace {

DataDirectory made_ready(const DataDirectory& directory) {
    directory.create();
    return directory;
}

std::size_t text_bytes(const std::vector<Page>& pages) {
    std::size_t bytes = 0;
    for (const auto& page : pages)
        bytes += page.text.size();
    return bytes;
}

} // namespace

CollectionWriter::CollectionWriter(const DataDirectory& directory, const Vocabularies& vocabularies,
                                   BatchLimits limits, WriterLock::Hold hold)
    : directory_(made_ready(directory)), vocabularies_(vocabularies),
      ranking_(read_ranking_settings(directory.ranking())), limits_(limits), lock_(directory_, hold),
      catalog_(directory_.catalog(), Catalog::Mode::write), objects_(directory_.objects()),
      codec_(vocabularies, ranking_) {
    std::filesystem::remove_all(directory_.building()); // what a killed bulk load left
}

CollectionWriter::~CollectionWriter() = default;

void CollectionWriter::start_index_if_missing() {
    if (!directory_.current_index().empty()) return;
    const auto fresh = directory_.next_index();
    IndexWriter(fresh, codec_).commit();
    // Whatever the catalog believed to be indexed was in an index that is gone.
    catalog_.transaction([&] {
        catalog_.mark_all_unindexed();
        catalog_.put_setting(kHierarchySetting, hierarchy_text(vocabularies_));
    });
    directory_.switch_index(fresh);
}

IndexWriter& CollectionWriter::index() {
    if (!index_) {
        start_index_if_missing();
        index_ = std::make_unique<IndexWriter>(directory_.current_index(), codec_);
    }
    return *index_;
}

void CollectionWriter::put(std::optional<NewVersion> version, std::optional<Source> source) {
    if (batch_documents_ == 0) oldest_ = std::chrono::steady_clock::now();
    const auto bytes = version ? text_bytes(version->document.pages) : 0;
    pending_.push_back({std::move(version), std::move(source)});
    ++batch_documents_;
    pending_bytes_ += bytes;
    batch_bytes_ += bytes;
    if (batch_documents_ >= limits_.documents || batch_bytes_ >= limits_.text_bytes ||
        std::chrono::steady_clock::now() - oldest_ >= limits_.age)
        flush();
    else if (pending_bytes_ >= limits_.portion_bytes)
        write_portion();
}

void CollectionWriter::count(PutResult::Kind kind) {
    using enum PutResult::Kind;
    ++(kind == PutResult::Kind::created ? created_ : kind == new_version ? new_versions_ : unchanged_);
}

void CollectionWriter::flush() {
    write_portion();
    end_batch();
}

void CollectionWriter::end_batch() {
    commit_index();
    batch_documents_ = batch_bytes_ = 0;
    if (bulk_ && std::chrono::steady_clock::now() - bulk_start_ >= limits_.bulk_age) publish();
}

/// To the catalog, durably, and to the index, which is committed with the batch.
void CollectionWriter::write_portion() {
    if (pending_.empty()) return;
    index(); // refuses to run without one before anything is committed
    objects_.sync();
    std::vector<PutResult> results(pending_.size());
    catalog_.transaction([&] {
        for (std::size_t i = 0; i < pending_.size(); ++i) {
            const auto& [version, source] = pending_[i];
            if (version) results[i] = catalog_.put_version(*version);
            if (source) catalog_.put_source(*source);
        }
    });
    std::vector<IndexTask> tasks;
    for (std::size_t i = 0; i < pending_.size(); ++i) {
        if (!pending_[i].version) continue;
        count(results[i].kind);
        if (results[i].kind == PutResult::Kind::unchanged || results[i].withdrawn) continue;
        catalog_.decide(pending_[i].version->document.metadata);
        tasks.push_back({std::move(pending_[i].version->document), results[i].version_key});
    }
    pending_.clear();
    pending_bytes_ = 0;
    index_batch(std::move(tasks));
}

bool CollectionWriter::is_bulk(std::size_t more) {
    indexed_ += more;
    return bulk_ || (indexed_ >= limits_.bulk_from && indexed_ > index().document_count() / 20);
}

/// To the index in use, or to the bulk load what that does not have.
void CollectionWriter::index_batch(std::vector<IndexTask> tasks) {
    if (tasks.empty()) return;
    const bool bulk = is_bulk(tasks.size());
    for (auto& task : tasks) {
        const auto& id = task.document.metadata.id;
        if (bulk_ && bulk_->contains(id)) publish(); // its second version within one load
        if (!bulk || index().contains(id)) {
            index().put(task.document, task.version_key);
            uncommitted_.push_back(task.version_key);
            continue;
        }
        if (!bulk_) {
            bulk_ = std::make_unique<BulkIndex>(
                directory_.building(), BulkIndex::Rules{vocabularies_, ranking_}, limits_.jobs);
            bulk_start_ = std::chrono::steady_clock::now();
        }
        bulk_->put(std::move(task));
    }
}

void CollectionWriter::commit_index() {
    if (uncommitted_.empty()) return;
    index().commit();
    catalog_.transaction([&] { catalog_.mark_indexed(uncommitted_); });
    uncommitted_.clear();
}

/// Ends the bulk load: a new index of the one in use and of what was put since. Merging them leaves this thread free for
/// something else, `meanwhile`, that does not touch the index.
void CollectionWriter::publish(const std::function<void()>& meanwhile) {
    commit_index();
    if (!bulk_) return meanwhile();
    index().commit();
    const auto base = index().document_count() > 0 ? directory_.current_index() : std::filesystem::path();
    index_.reset();
    const auto target = directory_.next_index();
    auto merge = std::async(std::launch::async, [&] { bulk_->merge_into(target, base); });
    meanwhile();
    merge.get();
    directory_.switch_index(target);
    catalog_.transaction([&] { catalog_.mark_indexed(bulk_->keys()); });
    bulk_.reset();
}

void CollectionWriter::finish() {
    flush();
    publish();
}

std::int64_t CollectionWriter::finish_and_compare() {
    flush();
    std::int64_t near = 0;
    publish([&] { near = catalog_.compare_texts(); });
    return near;
}

bool CollectionWriter::remove(const std::string& id) {
    flush();
    if (bulk_ && bulk_->contains(id)) publish();
    auto& index = this->index();
    std::optional<std::vector<std::string>> orphans;
    catalog_.transaction([&] { orphans = catalog_.remove(id); });
    if (!orphans) return false;
    index.remove(id);
    index.commit();
    catalog_.transaction([&] { catalog_.mark_removal_indexed({id}); });
    catalog_.release_objects(*orphans, [&](const std::string& object) { objects_.remove(object); });
    return true;
}

Document CollectionWriter::document_of(Catalog& catalog, const StoredVersion& version) {
    return {version.metadata, catalog.pages(version.key), version.headings};
}

std::int64_t CollectionWriter::bring_index_up_to_date() {
    auto& index = this->index();
    const auto removed = catalog_.removed_but_indexed();
    for (const auto& id : removed)
        index.remove(id);
    if (!removed.empty()) {
        index.commit();
        catalog_.transaction([&] { catalog_.mark_removal_indexed(removed); });
    }
    std::int64_t count = 0;
    std::vector<IndexTask> tasks;
    const auto send = [&] {
        index_batch(std::move(tasks));
        end_batch();
        tasks.clear();
    };
    catalog_.for_each_unindexed([&](const StoredVersion& version) {
        ++count;
        tasks.push_back({document_of(catalog_, version), version.key});
        if (tasks.size() >= limits_.documents) send();
    });
    send();
    publish();
    return count;
}

std::int64_t CollectionWriter::rebuild(const std::function<void(std::int64_t)>& progress) {
    finish();
    index_.reset();
    BulkIndex bulk(directory_.building(), {vocabularies_, ranking_}, limits_.jobs);
    // Its own statements: the walk below holds the other's.
    Catalog pages(directory_.catalog(), Catalog::Mode::read);
    catalog_.for_each_current([&](const StoredVersion& version) {
        bulk.put({document_of(pages, version), version.key});
        if (bulk.size() % 1000 == 0) progress(static_cast<std::int64_t>(bulk.size()));
    });
    const auto target = directory_.next_index();
    if (bulk.size() == 0)
        IndexWriter(target, codec_).commit();
    else
        bulk.merge_into(target, {});
    const auto removed = catalog_.removed_but_indexed();
    directory_.switch_index(target);
    catalog_.transaction([&] {
        catalog_.mark_all_unindexed();
        catalog_.put_setting(kHierarchySetting, hierarchy_text(vocabularies_));
        catalog_.mark_indexed(bulk.keys());
        catalog_.mark_removal_indexed(removed);
    });
    return static_cast<std::int64_t>(bulk.size());
}

} // namespace samling
