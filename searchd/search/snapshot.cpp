#include "searchd/search/snapshot.h"

#include <xapian.h>

namespace samling {

std::shared_ptr<const Snapshot> load_snapshot(const Xapian::Database& database, const Bm25& bm25,
                                              std::size_t cache_bytes) {
    auto snapshot = std::make_shared<Snapshot>(cache_bytes);
    snapshot->uuid = database.get_uuid();
    snapshot->revision = database.get_revision();
    snapshot->columns = load_columns(database);
    snapshot->bm25 = bm25;
    snapshot->documents = database.get_doccount();
    snapshot->lengths.assign(std::size_t{database.get_lastdocid()} + 1, 0);
    for (auto document = database.postlist_begin(""); document != database.postlist_end(""); ++document)
        snapshot->lengths[*document] = document.get_doclength();
    snapshot->norms.resize(snapshot->lengths.size());
    const auto average = database.get_average_length();
    for (std::size_t i = 0; i < snapshot->lengths.size(); ++i)
        snapshot->norms[i] = static_cast<float>(length_norm(bm25, snapshot->lengths[i], average));
    return snapshot;
}

} // namespace samling
