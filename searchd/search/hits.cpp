#include "searchd/search/hits.h"

namespace samling {

Hit HitMaker::make(const Ranked& ranked) {
    auto entry = decode_entry(view_.database.get_document(ranked.document).get_data());
    Hit hit{entry.id,
            entry.title,
            entry.subtitle,
            entry.date,
            entry.language,
            ranked.score,
            static_cast<int>(entry.page_starts.size()),
            {},
            codes_of(view_.snapshot->columns, ranked.document)};
    if (request_.snippets == SearchRequest::Snippets::best_pages) {
        hit.pages = best_pages(entry, ranked.document, words_, view_, texts_);
        hit.media_type = texts_.original_type(entry.id, entry.version_key);
    }
    return hit;
}

Hit HitMaker::make(const QuietRanked& quiet, const Vocabularies& vocabularies) {
    auto hit = make(quiet.ranked);
    hit.raised = quiet.raised;
    if (hit.raised > 0 && !quiet.code.empty()) {
        hit.quiet = vocabularies.of(quiet.field).label(quiet.code, request_.language);
        hit.quiet_share = quiet.share;
    }
    return hit;
}

} // namespace samling
