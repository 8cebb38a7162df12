// Documents that a text or a file which is not in the collection is the same as.

#include <algorithm>
#include <set>

#include "corpus/catalog_internal.h"
#include "corpus/text_signature.h"

namespace samling {
namespace {

/// Of those that share a band, so many are looked at; and so many are compared exactly.
constexpr int kBucket = 40;
constexpr std::size_t kMostCompared = 20;
/// An estimate from here on is worth the exact comparison.
constexpr double kWorthReading = kNearlySame - 0.1;

std::set<std::int64_t> sharing_a_band(SqliteDatabase& database, const std::string& signature) {
    std::set<std::int64_t> versions;
    for (const auto hash : signature_bands(signature)) {
        auto rows = database.query("SELECT version FROM band WHERE hash = ?1 ORDER BY version DESC LIMIT ?2", hash, kBucket);
        while (rows.step()) versions.insert(rows.integer(0));
    }
    return versions;
}

} // namespace

std::vector<std::string> Catalog::documents_with(const std::string& object) {
    std::vector<std::string> ids;
    auto rows = internal_->database.query("SELECT DISTINCT d.id FROM version v JOIN document d ON d.key = v.document "
                                          "WHERE v.object = ?1 AND v.object <> '' ORDER BY d.id",
                                          object);
    while (rows.step()) ids.push_back(rows.text(0));
    return ids;
}

std::vector<AlikeDocument> Catalog::alike(const std::vector<Page>& pages) {
    auto& database = internal_->database;
    const auto own = text_signature(pages);
    if (own.empty()) return {};
    struct Candidate {
        double estimate;
        std::int64_t version;
        std::string id;
    };
    std::vector<Candidate> candidates;
    for (const auto version : sharing_a_band(database, own)) {
        auto row = database.query("SELECT v.signature, d.id FROM version v JOIN document d ON d.current_version = v.key WHERE v.key = ?1", version);
        if (!row.step()) continue; // a band of a version that has been followed by another
        const auto estimate = estimated_similarity(own, row.blob(0));
        if (estimate >= kWorthReading) candidates.push_back({estimate, version, row.text(1)});
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) { return a.estimate > b.estimate; });
    if (candidates.size() > kMostCompared) candidates.resize(kMostCompared);
    std::vector<AlikeDocument> found;
    const auto own_shingles = shingles(pages);
    for (const auto& one : candidates) {
        const auto exact = similarity(own_shingles, shingles(this->pages(one.version)));
        if (exact >= kNearlySame) found.push_back({one.id, exact});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.similarity > b.similarity; });
    return found;
}

} // namespace samling
