// Which documents have nearly the same text: signatures are put beside each other by their bands, in sorted
// order.

#include <algorithm>
#include <map>

#include "corpus/catalog_internal.h"
#include "corpus/text_signature.h"

namespace samling {
namespace {

/// Versions compared in one transaction. A first load is one of them and so needs no look-ups.
constexpr int kBatch = 100'000;
/// Of those that share a band, so many are looked at: a text that stands in thousands of documents would make
/// millions of pairs.
constexpr int kBucket = 40;
constexpr std::size_t kMostForOne = 20;
/// An estimate from here on is worth the exact comparison.
constexpr double kWorthReading = kNearlySame - 0.1;

using Key = std::int64_t;
struct BandRow {
    std::int64_t hash;
    Key version;
    friend auto operator<=>(const BandRow&, const BandRow&) = default;
};

/// The work on one batch of new versions.
class Comparison {
public:
    Comparison(Catalog& catalog, SqliteDatabase& database) : catalog_(catalog), database_(database) {}

    /// Takes the next versions; false when there are none.
    bool read_batch() {
        auto rows = database_.query("SELECT v.key, v.signature FROM document d "
                                    "JOIN version v ON v.key = d.current_version "
                                    "WHERE d.current_version > (SELECT version FROM comparison) "
                                    "ORDER BY d.current_version LIMIT ?1",
                                    kBatch);
        while (rows.step())
            signatures_.emplace_back(rows.integer(0), rows.blob(1));
        return !signatures_.empty();
    }

    std::int64_t run() {
        for (auto& [key, signature] : signatures_)
            if (signature.empty()) signature = complete(key);
        forget_earlier_versions();
        for (const auto& [key, signature] : signatures_)
            if (!signature.empty())
                for (const auto hash : signature_bands(signature))
                    bands_.push_back({hash, key});
        std::sort(bands_.begin(), bands_.end());
        find_candidates();
        const auto found = record_pairs();
        for (const auto& [hash, key] : bands_)
            database_.run("INSERT OR IGNORE INTO band (hash, version) VALUES (?1, ?2)", hash, key);
        database_.run("UPDATE comparison SET version = ?1", signatures_.back().first);
        return found;
    }

private:
    /// Of a version stored before there were signatures.
    std::string complete(Key key) {
        auto signature = text_signature(catalog_.pages(key));
        if (!signature.empty())
            database_.run("UPDATE version SET signature = ?2 WHERE key = ?1", key, Blob{signature});
        return signature;
    }

    void forget_earlier_versions() {
        for (const auto& [key, signature] : signatures_) {
            auto rows = database_.query("SELECT e.key, e.signature FROM version v "
                                        "JOIN version e ON e.document = v.document AND e.key < v.key "
                                        "WHERE v.key = ?1 AND v.number > 1",
                                        key);
            while (rows.step())
                forget_signature(database_, rows.integer(0), std::string(rows.blob(1)));
        }
    }

    void find_candidates() {
        const bool first = database_.number("SELECT count(*) FROM (SELECT 1 FROM band LIMIT 1)") == 0;
        for (auto bucket = bands_.begin(); bucket != bands_.end();) {
            auto end = bucket;
            while (end != bands_.end() && end->hash == bucket->hash)
                ++end;
            for (auto later = bucket; later != end; ++later)
                for (auto earlier = later - std::min<std::ptrdiff_t>(later - bucket, kBucket);
                     earlier != later; ++earlier)
                    consider(earlier->version, later->version);
            if (!first) look_up(bucket, end);
            bucket = end;
        }
    }

    using BandWalk = std::vector<BandRow>::iterator;
    void look_up(BandWalk from, BandWalk to) {
        auto rows = database_.query("SELECT version FROM band WHERE hash = ?1 ORDER BY version DESC LIMIT ?2",
                                    from->hash, kBucket);
        while (rows.step())
            for (auto row = from; row != to; ++row)
                consider(rows.integer(0), row->version);
    }

    void consider(Key earlier, Key later) {
        auto& candidates = candidates_[later];
        if (earlier != later && std::find(candidates.begin(), candidates.end(), earlier) == candidates.end())
            candidates.push_back(earlier);
    }

    const std::string& signature(Key key) {
        const auto at = std::lower_bound(signatures_.begin(), signatures_.end(), key,
                                         [](const auto& row, Key wanted) { return row.first < wanted; });
        if (at != signatures_.end() && at->first == key) return at->second;
        auto row =
            database_.query("SELECT v.signature FROM document d JOIN version v ON v.key = d.current_version "
                            "WHERE d.current_version = ?1",
                            key);
        other_ = row.step() ? std::string(row.blob(0)) : "";
        return other_;
    }

    std::int64_t record_pairs() {
        std::int64_t found = 0;
        for (const auto& [later, candidates] : candidates_) {
            std::multimap<double, Key, std::greater<>> by_estimate;
            const auto own = signature(later);
            for (const Key earlier : candidates) {
                const auto estimate = estimated_similarity(own, signature(earlier));
                if (estimate >= kWorthReading) by_estimate.emplace(estimate, earlier);
            }
            if (by_estimate.empty()) continue;
            const auto own_shingles = shingles(catalog_.pages(later));
            std::size_t looked_at = 0;
            for (const auto& [estimate, earlier] : by_estimate) {
                if (++looked_at > kMostForOne) break;
                const auto exact = similarity(own_shingles, shingles(catalog_.pages(earlier)));
                if (exact < kNearlySame) continue;
                database_.run(
                    "INSERT OR REPLACE INTO near_duplicate (earlier, later, permille) VALUES (?1, ?2, ?3)",
                    earlier, later, static_cast<std::int64_t>(exact * 1000));
                ++found;
            }
        }
        return found;
    }

    Catalog& catalog_;
    SqliteDatabase& database_;
    std::vector<std::pair<Key, std::string>> signatures_; ///< By key.
    std::vector<BandRow> bands_;
    std::map<Key, std::vector<Key>> candidates_; ///< Earlier ones by the later.
    std::string other_;
};

} // namespace

void forget_signature(SqliteDatabase& database, std::int64_t version, const std::string& signature) {
    if (!signature.empty())
        for (const auto hash : signature_bands(signature))
            database.run("DELETE FROM band WHERE hash = ?1 AND version = ?2", hash, version);
    database.run("DELETE FROM near_duplicate WHERE earlier = ?1", version);
    database.run("DELETE FROM near_duplicate WHERE later = ?1", version);
}

std::int64_t Catalog::compare_texts() {
    std::int64_t found = 0;
    for (bool more = true; more;) {
        Comparison comparison(*this, internal_->database);
        more = comparison.read_batch();
        if (more) transaction([&] { found += comparison.run(); });
    }
    return found;
}

std::vector<NearDuplicate> Catalog::near_duplicates(const std::string& id) {
    std::vector<NearDuplicate> found;
    auto& database = internal_->database;
    auto own = database.query("SELECT current_version FROM document WHERE id = ?1", id);
    if (!own.step()) return found;
    auto rows =
        database.query("SELECT " SAMLING_VERSION_COLUMNS ", n.permille FROM "
                       "(SELECT later AS other, permille FROM near_duplicate WHERE earlier = ?1 UNION ALL "
                       "SELECT earlier, permille FROM near_duplicate WHERE later = ?1) n "
                       "JOIN document d ON d.current_version = n.other AND d.withdrawn = 0 JOIN version v ON v.key = n.other "
                       "ORDER BY n.permille DESC, d.id LIMIT ?2",
                       own.integer(0), kMostForOne);
    while (rows.step()) {
        auto version = read_version(rows);
        decide(version.metadata);
        found.push_back({version.metadata.id, version.metadata.title, readership_of(version.metadata),
                         static_cast<double>(rows.integer(10)) / 1000});
    }
    return found;
}

} // namespace samling
