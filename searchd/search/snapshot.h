#pragma once
// Everything that is known of one revision of an index beside the index itself.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "schema/index_changes.h"
#include "searchd/search/bm25.h"
#include "searchd/search/byte_cache.h"
#include "searchd/search/columns.h"
#include "searchd/search/facet_names.h"
#include "searchd/search/postings.h"
#include "searchd/search/term_table.h"

namespace samling {

/// A decoded list as it was at a revision.
struct KeptList {
    std::shared_ptr<const Postings> postings; ///< Null where only the frequency is kept.
    Frequency frequency;                      ///< Of a word.
    std::uint64_t revision = 0;
};

/// By the terms of a word or the key of a phrase, and of what they were looked up in.
using ListCache = ByteCache<std::string, KeptList>;

/// Shared by all threads: immutable, but for its lists and names, which know locks of their own.
struct Snapshot {
    std::string uuid; ///< Of the index.
    std::uint64_t revision = 0;
    Columns columns;
    std::vector<std::uint32_t> lengths; ///< By document number, in words; 0 where there is no document.
    std::vector<float> norms;           ///< By document number: length_norm.
    Bm25 bm25;
    double documents = 0;
    IndexChanges changes; ///< That lead to this revision.
    /// Also of earlier revisions: what has changed since is brought up to date when it is asked for.
    std::shared_ptr<ListCache> lists;
    std::shared_ptr<TermTableKeeper> term_table; ///< Of all revisions of the index.
    mutable FacetNamesCache facet_names{kFacetNamesBytes}; ///< Made when they are first asked for.
};

/// A number that another revision, or another index, does not have.
inline std::uint64_t edition_of(const Snapshot& snapshot) {
    return std::hash<std::string>()(snapshot.uuid) + snapshot.revision;
}

/// Reads it all from the database, or only what has changed since `earlier` where that is known; `earlier`
/// may be null.
std::shared_ptr<const Snapshot> load_snapshot(const Xapian::Database& database, const Snapshot* earlier,
                                              const Bm25& bm25, std::shared_ptr<ListCache> lists);

} // namespace samling
