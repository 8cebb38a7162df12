#pragma once
// Which documents the last commits of an index touched, kept in the index itself, so that a reader can follow a
// commit without reading everything again.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samling {

/// Key of the index's own metadata under which the changes stand.
inline constexpr std::string_view kChangesKey = "samling.changes";

class IndexChanges {
public:
    /// One commit: the revision it found, the one it made, and the document numbers put or removed in between.
    struct Commit {
        std::uint64_t from = 0, to = 0;
        std::vector<std::uint32_t> documents;
    };

    /// Adds a commit; forgets the oldest beyond what is worth keeping, and all when a commit is so large that
    /// reading everything again costs no more, or when it does not begin where the last one ended.
    void add(Commit commit);

    /// Documents touched from revision `from` to `to`, ascending, each once; nothing if that is not known.
    std::optional<std::vector<std::uint32_t>> between(std::uint64_t from, std::uint64_t to) const;

    /// Compact bytes. What cannot be decoded is no changes known.
    std::string encode() const;
    static IndexChanges decode(std::string_view bytes);

private:
    std::vector<Commit> commits_; ///< Oldest first, each beginning where the one before it ended.
};

} // namespace samling
