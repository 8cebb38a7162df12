#include "indexer/retag.h"

#include <algorithm>

#include "indexer/hierarchy.h"
#include "indexer/tagged_fields.h"

namespace samling {
namespace {

constexpr std::size_t kBatch = 256; ///< Records replaced in one transaction.

bool has(const std::vector<Tag>& tags, const std::string& code) {
    return std::any_of(tags.begin(), tags.end(), [&](const Tag& tag) { return tag.code == code; });
}

std::vector<TagChange> changes_between(const Metadata& before, const Metadata& after) {
    std::vector<TagChange> changes;
    for (const auto& [field, name] : kTagFields) {
        for (const auto& tag : after.of(field))
            if (!has(before.of(field), tag.code)) changes.push_back({TagChange::Kind::added, field, tag.code});
        for (const auto& tag : before.of(field))
            if (!has(after.of(field), tag.code)) changes.push_back({TagChange::Kind::removed, field, tag.code});
    }
    return changes;
}

bool was_tagged_by_rules(const Metadata& metadata) {
    for (const auto& row : kTaggedFields) {
        const auto& tags = metadata.of(row.field);
        if (std::any_of(tags.begin(), tags.end(), [](const Tag& tag) { return tag.origin == Origin::rule; })) return true;
    }
    return false;
}

class Retagging {
public:
    Retagging(CollectionWriter& writer, const Vocabularies& vocabularies, const RetagOptions& options, const RetagListener& listener)
        : catalog_(writer.catalog()), tagger_(vocabularies), intents_(options.intents, tagger_), options_(options), listener_(listener),
          hierarchy_(hierarchy_text(vocabularies)), moved_(catalog_.setting(kHierarchySetting), hierarchy_) {}

    RetagReport run() {
        catalog_.for_each_current([&](const StoredVersion& version) {
            if (options_.stop) return;
            look_at(version);
            listener_.progress(++report_.documents);
        });
        store();
        report_.stopped = options_.stop;
        return std::move(report_);
    }
    const std::string& hierarchy() const { return hierarchy_; }

private:
    struct Replacement {
        std::int64_t key;
        Metadata record;
        Catalog::Reindex reindex;
    };

    void look_at(const StoredVersion& version) {
        const auto stored = catalog_.undecided_record(version.key);
        Document document{stored, {}, version.headings};
        const bool ready_record = version.object.empty();
        if (!ready_record || options_.records == RetagOptions::Records::all || was_tagged_by_rules(stored)) {
            document.pages = catalog_.pages(version.key);
            tagger_.tag(document);
            find_statements(version.key, document);
        }
        auto decided = document.metadata;
        catalog_.decide(decided);
        const auto changes = changes_between(version.metadata, decided);
        if (!changes.empty()) take(version.metadata.id, changes);
        else report_.renewed += document.metadata != stored;
        const bool reindex = !changes.empty() || moved_.concerns(decided);
        if (!reindex && document.metadata == stored) return;
        replacements_.push_back(
            {version.key, std::move(document.metadata), reindex ? Catalog::Reindex::yes : Catalog::Reindex::no});
        if (replacements_.size() == kBatch) store();
    }

    void find_statements(std::int64_t version_key, const Document& document) {
        if (options_.intents.languages.empty()) return;
        const auto found = intents_.find(document);
        if (found == catalog_.statements(version_key)) return;
        ++report_.statements;
        catalog_.put_statements(version_key, found);
    }

    void take(const std::string& id, const std::vector<TagChange>& changes) {
        ++report_.changed;
        for (const auto& change : changes) {
            auto& counts = report_.codes[{change.field, change.code}];
            ++(change.kind == TagChange::Kind::added ? counts.added : counts.removed);
        }
        listener_.changed(id, changes);
    }

    void store() {
        catalog_.transaction([&] {
            for (const auto& replacement : replacements_)
                catalog_.replace_record(replacement.key, replacement.record, replacement.reindex);
        });
        replacements_.clear();
    }

    Catalog& catalog_;
    const Tagger tagger_;
    const IntentFinder intents_;
    const RetagOptions& options_;
    const RetagListener& listener_;
    const std::string hierarchy_;
    const HierarchyChange moved_;
    RetagReport report_;
    std::vector<Replacement> replacements_;
};

} // namespace

RetagReport retag(CollectionWriter& writer, const Vocabularies& vocabularies, const RetagOptions& options,
                  const RetagListener& listener) {
    Retagging retagging(writer, vocabularies, options, listener);
    auto report = retagging.run();
    report.reindexed = writer.bring_index_up_to_date();
    if (!report.stopped) writer.catalog().transaction([&] { writer.catalog().put_setting(kHierarchySetting, retagging.hierarchy()); });
    return report;
}

} // namespace samling
