#pragma once
// Where everything of one collection lies on disk. The only place that spells file names.
//
//   DIR/catalog.db         SQLite: the truth about documents
//   DIR/objects/ab/cd…     originals by SHA-256
//   DIR/index              symbolic link to the index in use, replaced atomically by a rebuild
//   DIR/index.N            one index each
//   DIR/ranking.properties weights of the ranking, where they are not the defaults
//   DIR/exposure/DAY.tsv   what searches displayed, added up by day
//   DIR/uploads            what members send, until it is whole and among the objects
//   DIR/building           what an index is made of while it is made
//   DIR/writer.lock        flock(2): held by the one process that writes

#include <filesystem>
#include <string>
#include <vector>

namespace samling {

class DataDirectory {
public:
    explicit DataDirectory(std::filesystem::path root) : root_(std::move(root)) {}

    const std::filesystem::path& root() const { return root_; }
    std::filesystem::path catalog() const { return root_ / "catalog.db"; }
    std::filesystem::path objects() const { return root_ / "objects"; }
    std::filesystem::path index() const { return root_ / "index"; }
    std::filesystem::path ranking() const { return root_ / "ranking.properties"; }
    std::filesystem::path exposure() const { return root_ / "exposure"; }
    std::filesystem::path uploads() const { return root_ / "uploads"; }
    std::filesystem::path building() const { return root_ / "building"; }
    std::filesystem::path lock() const { return root_ / "writer.lock"; }

    /// Creates the root and objects if missing. Throws Failure{storage_failed} naming the path and the reason.
    void create() const;
    /// The directory `index` points to now; empty if there is none.
    std::filesystem::path current_index() const;
    /// A path for a new index beside the current one; not created.
    std::filesystem::path next_index() const;
    /// What is left of indexes that were never switched to, or from, for good.
    std::vector<std::filesystem::path> leftovers() const;
    /// Makes `index` point to `target` in one rename, then removes other index.N. A reader that has the old one
    /// open keeps its files until it closes them.
    void switch_index(const std::filesystem::path& target) const;

private:
    std::filesystem::path root_;
};

/// Exclusive right to write a data directory, from construction to destruction; the kernel releases it when the
/// process dies. Throws Failure{busy} "index busy: …" naming the holder's pid when another process holds it; one that said
/// that it would hold it briefly is waited for, up to half a minute.
class WriterLock {
public:
    enum class Hold { long_run, briefly };
    explicit WriterLock(const DataDirectory& directory, Hold hold = Hold::long_run);
    ~WriterLock();
    WriterLock(const WriterLock&) = delete;
    WriterLock& operator=(const WriterLock&) = delete;

private:
    int descriptor_ = -1;
};

} // namespace samling
