// Which documents have nearly the same text. Texts are what is compared, and what pairs are recorded of, however many
// documents have one; their signatures are put beside each other by their bands, in sorted order.

#include <algorithm>
#include <map>
#include <set>

#include "corpus/catalog_internal.h"
#include "corpus/near_texts.h"

namespace samling {
namespace {

/// Versions compared in one transaction. A first load is one of them and so needs no look-ups.
constexpr int kBatch = 100'000;
/// Of the documents of one text so many are looked through for those that are shown.
constexpr int kMostCopies = 1000;

using Key = std::int64_t;
/// What text_digest() gives.
using Text = std::int64_t;

struct BandRow {
    std::int64_t hash;
    Text text;
    friend auto operator<=>(const BandRow&, const BandRow&) = default;
};

/// The work on one batch of new versions.
class Comparison {
public:
    Comparison(Catalog& catalog, SqliteDatabase& database) : catalog_(catalog), database_(database) {}

    /// Takes the next versions; false when there are none.
    bool read_batch() {
        auto rows = database_.query("SELECT v.key, v.number, v.signature FROM document d "
                                    "JOIN version v ON v.key = d.current_version "
                                    "WHERE d.current_version > (SELECT version FROM comparison) "
                                    "ORDER BY d.current_version LIMIT ?1",
                                    kBatch);
        while (rows.step()) {
            last_ = rows.integer(0);
            if (rows.integer(1) > 1) revised_.push_back(last_);
            samples_.push_back({0, last_, std::string(rows.blob(2))});
        }
        return !samples_.empty();
    }

    std::int64_t run() {
        complete_signatures();
        for (const Key key : revised_)
            forget_earlier_versions(key);
        first_ = database_.number("SELECT count(*) FROM (SELECT 1 FROM text_copy LIMIT 1)") == 0;
        auto found = gather_copies();
        for (const auto& sample : samples_)
            for (const auto hash : signature_bands(sample.signature))
                bands_.push_back({hash, sample.text});
        std::sort(bands_.begin(), bands_.end());
        find_candidates();
        found += record_pairs();
        for (const auto& [hash, text] : bands_)
            database_.run("INSERT OR IGNORE INTO band (hash, text) VALUES (?1, ?2)", hash, text);
        database_.run("UPDATE comparison SET version = ?1", last_);
        return found;
    }

private:
    /// Of versions stored before there were signatures. What is too short for one leaves the comparison.
    void complete_signatures() {
        for (auto& [text, version, signature] : samples_) {
            if (signature.empty()) {
                signature = text_signature(catalog_.pages(version));
                if (signature.empty()) continue;
                database_.run("UPDATE version SET signature = ?2 WHERE key = ?1", version, Blob{signature});
            }
            text = text_digest(signature);
        }
        std::erase_if(samples_, [](const TextSample& sample) { return sample.signature.empty(); });
        std::sort(samples_.begin(), samples_.end(), [](const TextSample& a, const TextSample& b) {
            return std::tie(a.text, a.version) < std::tie(b.text, b.version);
        });
    }

    void forget_earlier_versions(Key key) {
        auto rows = database_.query("SELECT e.key, e.signature FROM version v "
                                    "JOIN version e ON e.document = v.document AND e.key < v.key "
                                    "WHERE v.key = ?1",
                                    key);
        while (rows.step())
            forget_signature(database_, rows.integer(0), std::string(rows.blob(1)));
    }

    /// Records who has which text, and leaves one sample of each text that was not there before. Returns how many
    /// documents have a text of others.
    std::int64_t gather_copies() {
        std::vector<TextSample> fresh;
        std::int64_t copies = 0;
        for (auto& sample : samples_) {
            const bool again = !fresh.empty() && fresh.back().text == sample.text;
            const bool known = again || (!first_ && is_known(sample.text));
            database_.run("INSERT OR IGNORE INTO text_copy (text, version) VALUES (?1, ?2)", sample.text, sample.version);
            if (known)
                ++copies;
            else
                fresh.push_back(std::move(sample));
        }
        samples_ = std::move(fresh);
        return copies;
    }

    bool is_known(Text text) {
        return database_.query("SELECT 1 FROM text_copy WHERE text = ?1 LIMIT 1", text).step();
    }

    void find_candidates() {
        for (auto bucket = bands_.begin(); bucket != bands_.end();) {
            auto end = bucket;
            while (end != bands_.end() && end->hash == bucket->hash)
                ++end;
            for (auto later = bucket; later != end; ++later)
                for (auto earlier = later - std::min<std::ptrdiff_t>(later - bucket, kBucket);
                     earlier != later; ++earlier)
                    consider(earlier->text, later->text);
            if (!first_) look_up(bucket, end);
            bucket = end;
        }
    }

    using BandWalk = std::vector<BandRow>::iterator;
    void look_up(BandWalk from, BandWalk to) {
        for (const Text other : texts_in_band(database_, from->hash))
            for (auto row = from; row != to; ++row)
                consider(other, row->text);
    }

    void consider(Text other, Text text) {
        auto& candidates = candidates_[text];
        if (other != text && std::find(candidates.begin(), candidates.end(), other) == candidates.end())
            candidates.push_back(other);
    }

    /// Of this batch or of an earlier one; without a signature when no document has the text any more.
    TextSample sample(Text text) {
        const auto at = std::lower_bound(samples_.begin(), samples_.end(), text,
                                         [](const TextSample& row, Text wanted) { return row.text < wanted; });
        if (at != samples_.end() && at->text == text) return *at;
        return sample_of(database_, text);
    }

    /// Returns how many texts were found to be nearly another.
    std::int64_t record_pairs() {
        std::int64_t found = 0;
        for (const auto& [text, candidates] : candidates_) {
            std::multimap<double, TextSample, std::greater<>> by_estimate;
            const auto own = sample(text);
            for (const Text candidate : candidates) {
                auto other = sample(candidate);
                const auto estimate = estimated_similarity(own.signature, other.signature);
                if (estimate >= kWorthReading) by_estimate.emplace(estimate, std::move(other));
            }
            if (!by_estimate.empty() && record_pairs(own, by_estimate)) ++found;
        }
        return found;
    }

    /// Reads the texts themselves. True when one of them is nearly the same.
    bool record_pairs(const TextSample& own, const std::multimap<double, TextSample, std::greater<>>& by_estimate) {
        bool found = false;
        const auto own_shingles = shingles(catalog_.pages(own.version));
        std::size_t looked_at = 0;
        for (const auto& [estimate, other] : by_estimate) {
            if (++looked_at > kMostForOne) break;
            const auto exact = similarity(own_shingles, shingles(catalog_.pages(other.version)));
            if (exact < kNearlySame) continue;
            database_.run("INSERT OR REPLACE INTO near_duplicate (text, other, permille) VALUES (?1, ?2, ?3)", own.text,
                          other.text, static_cast<std::int64_t>(exact * 1000));
            found = true;
        }
        return found;
    }

    Catalog& catalog_;
    SqliteDatabase& database_;
    bool first_ = false; ///< Nothing was compared before.
    Key last_ = 0;
    std::vector<Key> revised_;
    std::vector<TextSample> samples_; ///< By text.
    std::vector<BandRow> bands_;
    std::map<Text, std::vector<Text>> candidates_;
};

} // namespace

void forget_signature(SqliteDatabase& database, std::int64_t version, const std::string& signature) {
    if (signature.empty()) return;
    const auto text = text_digest(signature);
    database.run("DELETE FROM text_copy WHERE text = ?1 AND version = ?2", text, version);
    if (database.query("SELECT 1 FROM text_copy WHERE text = ?1 LIMIT 1", text).step()) return;
    for (const auto hash : signature_bands(signature))
        database.run("DELETE FROM band WHERE hash = ?1 AND text = ?2", hash, text);
    database.run("DELETE FROM near_duplicate WHERE text = ?1", text);
    database.run("DELETE FROM near_duplicate WHERE other = ?1", text);
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

std::int64_t near_duplicate_count(SqliteDatabase& database) {
    return database.number("SELECT count(*) FROM text_copy c JOIN document d ON d.current_version = c.version "
                           "WHERE c.text IN (SELECT text FROM text_copy GROUP BY text HAVING count(*) > 1 "
                           "UNION SELECT text FROM near_duplicate UNION SELECT other FROM near_duplicate)");
}

std::vector<NearDuplicate> Catalog::near_duplicates(const std::string& id) {
    std::vector<NearDuplicate> found;
    auto& database = internal_->database;
    auto own = database.query("SELECT v.key, v.signature FROM document d JOIN version v ON v.key = d.current_version "
                              "WHERE d.id = ?1",
                              id);
    if (!own.step() || own.blob(1).empty()) return found;
    auto rows = database.query(
        "SELECT " SAMLING_VERSION_COLUMNS ", n.permille FROM (SELECT c.version, t.permille FROM "
        "(SELECT ?1 AS text, 1000 AS permille UNION ALL SELECT other, permille FROM near_duplicate WHERE text = ?1 "
        "UNION ALL SELECT text, permille FROM near_duplicate WHERE other = ?1) t "
        "JOIN text_copy c ON c.text = t.text WHERE c.version <> ?2 ORDER BY t.permille DESC LIMIT ?4) n "
        "JOIN document d ON d.current_version = n.version AND d.withdrawn = 0 JOIN version v ON v.key = n.version "
        "ORDER BY n.permille DESC, d.id LIMIT ?3",
        text_digest(own.blob(1)), own.integer(0), kMostForOne, kMostCopies);
    while (rows.step()) {
        auto version = read_version(rows);
        decide(version.metadata);
        found.push_back({version.metadata.id, version.metadata.title, readership_of(version.metadata),
                         static_cast<double>(rows.integer(10)) / 1000});
    }
    return found;
}

} // namespace samling
