// Documents that a text or a file which is not in the collection is the same as.

#include <algorithm>
#include <set>

#include "corpus/catalog_internal.h"
#include "corpus/near_texts.h"

namespace samling {
namespace {

struct Candidate {
    double estimate;
    std::int64_t text, version; ///< The text, and a version that has it.
};

/// Most alike first.
std::vector<Candidate> candidates(SqliteDatabase& database, const std::string& signature) {
    std::set<std::int64_t> texts;
    for (const auto hash : signature_bands(signature))
        for (const auto text : texts_in_band(database, hash)) texts.insert(text);
    std::vector<Candidate> found;
    for (const auto text : texts) {
        const auto sample = sample_of(database, text);
        if (sample.signature.empty()) continue;
        const auto estimate = estimated_similarity(signature, sample.signature);
        if (estimate >= kWorthReading) found.push_back({estimate, text, sample.version});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.estimate > b.estimate; });
    if (found.size() > kMostForOne) found.resize(kMostForOne);
    return found;
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
    const auto signature = text_signature(pages);
    if (signature.empty()) return {};
    std::vector<AlikeDocument> found;
    const auto own = shingles(pages);
    for (const auto& one : candidates(database, signature)) {
        const auto exact = similarity(own, shingles(this->pages(one.version)));
        if (exact < kNearlySame) continue;
        auto rows = database.query("SELECT d.id FROM text_copy c JOIN document d ON d.current_version = c.version WHERE c.text = ?1 ORDER BY d.id LIMIT ?2",
                                   one.text, kMostForOne);
        while (rows.step()) found.push_back({rows.text(0), exact});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.similarity > b.similarity; });
    if (found.size() > kMostForOne) found.resize(kMostForOne);
    return found;
}

} // namespace samling
