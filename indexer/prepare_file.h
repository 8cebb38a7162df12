#pragma once
// Everything of taking a file in that needs no catalog: reading its record, storing it, extracting it.

#include <functional>
#include <optional>
#include <string>

#include "corpus/catalog.h"
#include "corpus/object_store.h"
#include "indexer/extraction.h"
#include "indexer/given_record.h"
#include "indexer/scan.h"
#include "indexer/worker_pool.h"

namespace samling {

/// Whether content with this digest and this record is in already, so that it need not be read again. Called
/// from many threads.
using ContentLookup = std::function<bool(const std::string& sha256, const std::string& record_digest)>;

/// What the catalog says of a path. Called from many threads.
using SourceLookup = std::function<std::optional<Source>(const std::string& path)>;

struct PrepareContext {
    ObjectStore& objects;
    WorkerPool& workers;
    const GivenRecords& records;
    ContentLookup is_in;
    SourceLookup known;
};

struct PreparedFile {
    FoundFile file;
    std::optional<Source> known; ///< What the catalog says of this path.
    GivenRecord given;
    std::string sha256; ///< Of the stored copy; empty when it could not be made.
    /// Of the file when the copy was made; -1 when it was so fresh that another change might not show.
    std::int64_t mtime_ns = 0;
    std::int64_t size = 0;
    bool touched = false; ///< Neither content nor record differ from what is known: nothing else was done.
    std::optional<Extraction> extraction; ///< Nothing where the content is in already.
    std::string refusal;                  ///< Not empty: why the file is not taken in.
};

/// A file of which nothing but the path has been looked at, and the row the catalog has for it. `retry`: what
/// was decided of it before does not count.
struct FileToPrepare {
    FoundFile file;
    std::optional<Source> known;
    bool retry = false;
};

/// Throws Failure{storage_failed} when the object store cannot be written; whatever is wrong with the file
/// itself is a refusal. Thread-safe.
PreparedFile prepare_file(const FileToPrepare& wanted, const PrepareContext& context);

/// Settles a file whose copy is stored and whose record is read: extracts its content, unless that is in already.
void examine(PreparedFile& file, bool retry, const PrepareContext& context);

struct StoredFile {
    std::string sha256;
    std::string name;                                 ///< A hint for its format.
    std::optional<std::size_t> member = std::nullopt; ///< Of an archive: to be unpacked.
};
/// Reads the stored copy of a file with a worker. Throws Failure{unreadable_file} when there is none. Thread-safe.
Extraction extract_object(const StoredFile& file, const ObjectStore& objects, WorkerPool& workers);

} // namespace samling
