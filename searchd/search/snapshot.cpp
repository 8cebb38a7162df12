#include "searchd/search/snapshot.h"

#include <algorithm>
#include <xapian.h>

#include "searchd/search/compounds.h"

namespace samling {
namespace {

void load_all(Snapshot& snapshot, const Xapian::Database& database) {
    snapshot.columns = load_columns(database);
    snapshot.lengths.assign(std::size_t{database.get_lastdocid()} + 1, 0);
    for (auto document = database.postlist_begin(""); document != database.postlist_end(""); ++document)
        snapshot.lengths[*document] = document.get_doclength();
}

/// The first query with a word of a compounding language would wait for it.
void prepare_term_table(const Snapshot& snapshot, const Xapian::Database& database) {
    const auto& languages = snapshot.columns.facets[static_cast<std::size_t>(TagField::language)].codes;
    if (std::any_of(languages.begin(), languages.end(), is_compounding)) snapshot.term_table->words(database);
}

void load_changed(Snapshot& snapshot, const Xapian::Database& database, const Snapshot& earlier,
                  const std::vector<std::uint32_t>& changed) {
    snapshot.columns = earlier.columns;
    update_columns(snapshot.columns, database, changed);
    snapshot.lengths = earlier.lengths;
    snapshot.lengths.resize(std::size_t{database.get_lastdocid()} + 1, 0);
    const auto present = decode_postings_of(database, {""}, changed, Deadline(std::chrono::nanoseconds(0))).documents;
    for (const auto document : changed)
        snapshot.lengths[document] = std::binary_search(present.begin(), present.end(), document)
                                         ? database.get_doclength(document)
                                         : 0;
}

} // namespace

std::shared_ptr<const Snapshot> load_snapshot(const Xapian::Database& database, const Snapshot* earlier,
                                              const Bm25& bm25, std::shared_ptr<ListCache> lists) {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->uuid = database.get_uuid();
    snapshot->revision = database.get_revision();
    snapshot->bm25 = bm25;
    snapshot->documents = database.get_doccount();
    snapshot->changes = IndexChanges::decode(database.get_metadata(std::string(kChangesKey)));
    snapshot->lists = std::move(lists);
    const bool grown = earlier && earlier->uuid == snapshot->uuid;
    snapshot->term_table = grown ? earlier->term_table : std::make_shared<TermTableKeeper>();
    const auto changed = grown
                             ? snapshot->changes.between(earlier->revision, snapshot->revision)
                             : std::nullopt;
    if (changed) {
        load_changed(*snapshot, database, *earlier, *changed);
    } else {
        load_all(*snapshot, database);
        prepare_term_table(*snapshot, database);
    }
    const auto average = database.get_average_length();
    snapshot->norms.resize(snapshot->lengths.size());
    for (std::size_t i = 0; i < snapshot->lengths.size(); ++i)
        snapshot->norms[i] = static_cast<float>(length_norm(bm25, snapshot->lengths[i], average));
    return snapshot;
}

} // namespace samling
