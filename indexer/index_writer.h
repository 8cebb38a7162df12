#pragma once
// The one writer of an index: the only place that opens one for writing.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "schema/index_codec.h"

namespace samling {

/// Adds, replaces and removes documents; readers are sure to see them after commit(), and may before. NOT
/// thread-safe. Documents come from the catalog, which has them durably, so a half-written batch is only work
/// to do again. Every call throws Failure{busy} when another process writes the index,
/// Failure{layout_mismatch} when it was made with another layout, Failure{storage_failed} when the disk
/// refuses, Failure{corrupt_data} when it is damaged.
class IndexWriter {
public:
    /// Opens the index at `directory`, made anew if there is none. Keeps a reference to `vocabularies`. `ranking` says
    /// how often a word of each field counts.
    IndexWriter(const std::filesystem::path& directory, const Vocabularies& vocabularies,
                const RankingSettings& ranking = {});
    ~IndexWriter();

    /// Puts a document in the place of the one with the same id, if any.
    void put(const Document& document, std::int64_t version_key);
    /// No error if there is no such document.
    void remove(const std::string& id);
    void commit();
    std::uint32_t document_count() const;

    /// Writes a compact copy of the committed index to `target`, which must not exist.
    void compact(const std::filesystem::path& target);

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling
