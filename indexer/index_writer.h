#pragma once
// The one writer of an index: the only place that opens one for writing.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "schema/index_codec.h"

namespace samling {

/// Adds, replaces and removes documents; readers are sure to see them after commit(), and may before. NOT
/// thread-safe. Documents come from the catalog, which has them durably, so a half-written batch is only work
/// to do again. Every call throws Failure{busy} when another process writes the index,
/// Failure{layout_mismatch} when it was made with another layout, Failure{storage_failed} when the disk
/// refuses, Failure{corrupt_data} when it is damaged.
class IndexWriter {
public:
    enum class Purpose {
        live, ///< commit() is durable, and readers may have the index open.
        shard ///< Read by merge_indexes() alone: written in place and without waiting for the disk.
    };
    /// Opens the index at `directory`, made anew if there is none. Keeps a reference to `codec`.
    IndexWriter(const std::filesystem::path& directory, IndexCodec& codec, Purpose purpose = Purpose::live);
    ~IndexWriter();

    /// Puts a document in the place of the one with the same id, if any.
    void put(const Document& document, std::int64_t version_key);
    /// Adds a document with an id that is not in the index; cheaper than put().
    void add(const Document& document, std::int64_t version_key);
    /// No error if there is no such document.
    void remove(const std::string& id);
    void commit();
    std::uint32_t document_count() const;
    bool contains(const std::string& id) const;

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

/// Writes the documents of `sources`, indexes that share no id, to a compact index at `target`, which must not exist,
/// durably. Sources without documents are allowed, none at all is not. Throws as IndexWriter does.
void merge_indexes(const std::vector<std::filesystem::path>& sources, const std::filesystem::path& target);

} // namespace samling
