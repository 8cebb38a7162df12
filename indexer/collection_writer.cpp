#include "indexer/collection_writer.h"

#include <filesystem>

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
                                   BatchLimits limits)
    : directory_(made_ready(directory)), vocabularies_(vocabularies),
      ranking_(read_ranking_settings(directory.ranking())), limits_(limits), lock_(directory_),
      catalog_(directory_.catalog(), Catalog::Mode::write), objects_(directory_.objects()) {}

CollectionWriter::~CollectionWriter() = default;

void CollectionWriter::start_index_if_missing() {
    if (!directory_.current_index().empty()) return;
    const auto fresh = directory_.next_index();
    IndexWriter(fresh, vocabularies_, ranking_).commit();
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
        index_ = std::make_unique<IndexWriter>(directory_.current_index(), vocabularies_, ranking_);
    }
    return *index_;
}

void CollectionWriter::put(std::optional<NewVersion> version, std::optional<Source> source) {
    if (pending_.empty()) oldest_ = std::chrono::steady_clock::now();
    if (version) pending_bytes_ += text_bytes(version->document.pages);
    pending_.push_back({std::move(version), std::move(source)});
    if (pending_.size() >= limits_.documents || pending_bytes_ >= limits_.text_bytes ||
        std::chrono::steady_clock::now() - oldest_ >= limits_.age)
        flush();
}

void CollectionWriter::count(PutResult::Kind kind) {
    using enum PutResult::Kind;
    ++(kind == PutResult::Kind::created ? created_ : kind == new_version ? new_versions_ : unchanged_);
}

void CollectionWriter::flush() {
    if (pending_.empty()) return;
    auto& index = this->index();
    std::vector<PutResult> results(pending_.size());
    catalog_.transaction([&] {
        for (std::size_t i = 0; i < pending_.size(); ++i) {
            const auto& [version, source] = pending_[i];
            if (version) results[i] = catalog_.put_version(*version);
            if (source) catalog_.put_source(*source);
        }
    });
    std::vector<std::int64_t> indexed;
    for (std::size_t i = 0; i < pending_.size(); ++i) {
        if (!pending_[i].version) continue;
        count(results[i].kind);
        if (results[i].kind == PutResult::Kind::unchanged) continue;
        catalog_.decide(pending_[i].version->document.metadata);
        index.put(pending_[i].version->document, results[i].version_key);
        indexed.push_back(results[i].version_key);
    }
    pending_.clear();
    pending_bytes_ = 0;
    if (!indexed.empty()) index_batch(indexed);
}

void CollectionWriter::index_batch(const std::vector<std::int64_t>& keys) {
    index().commit();
    catalog_.transaction([&] { catalog_.mark_indexed(keys); });
}

bool CollectionWriter::remove(const std::string& id) {
    flush();
    auto& index = this->index();
    std::optional<std::vector<std::string>> orphans;
    catalog_.transaction([&] { orphans = catalog_.remove(id); });
    if (!orphans) return false;
    index.remove(id);
    index.commit();
    catalog_.transaction([&] { catalog_.mark_removal_indexed({id}); });
    for (const auto& object : *orphans)
        objects_.remove(object);
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
    std::vector<StoredVersion> stale;
    catalog_.for_each_unindexed([&](const StoredVersion& version) { stale.push_back(version); });
    if (removed.empty() && stale.empty()) return 0;
    std::vector<std::int64_t> keys;
    for (const auto& version : stale) {
        index.put(document_of(catalog_, version), version.key);
        keys.push_back(version.key);
        if (keys.size() % limits_.documents == 0) index.commit();
    }
    index.commit();
    catalog_.transaction([&] {
        catalog_.mark_indexed(keys);
        catalog_.mark_removal_indexed(removed);
    });
    return static_cast<std::int64_t>(stale.size());
}

std::int64_t CollectionWriter::rebuild(const std::function<void(std::int64_t)>& progress) {
    flush();
    index_.reset();
    const auto target = directory_.next_index();
    const auto loose = std::filesystem::path(target.string() + ".building");
    std::filesystem::remove_all(loose);
    std::vector<std::int64_t> keys;
    Catalog pages(directory_.catalog(),
                  Catalog::Mode::read); // its own statements: the walk below holds the other's
    {
        IndexWriter writer(loose, vocabularies_, ranking_);
        catalog_.for_each_current([&](const StoredVersion& version) {
            writer.put(document_of(pages, version), version.key);
            keys.push_back(version.key);
            if (keys.size() % 1000 == 0) {
                writer.commit();
                progress(static_cast<std::int64_t>(keys.size()));
            }
        });
        writer.commit();
        writer.compact(target);
    }
    std::filesystem::remove_all(loose);
    const auto removed = catalog_.removed_but_indexed();
    directory_.switch_index(target);
    catalog_.transaction([&] {
        catalog_.mark_all_unindexed();
        catalog_.put_setting(kHierarchySetting, hierarchy_text(vocabularies_));
        catalog_.mark_indexed(keys);
        catalog_.mark_removal_indexed(removed);
    });
    return static_cast<std::int64_t>(keys.size());
}

} // namespace samling
