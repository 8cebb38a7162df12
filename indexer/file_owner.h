#pragma once
// Which document a file belongs to: the one it was before, the one its content is at another place, or a new
// one.

#include <map>
#include <optional>
#include <set>
#include <string>

#include "corpus/catalog.h"

namespace samling {

/// True when nothing is at `path` any more; false when it is there or cannot be told (a folder that may not
/// be entered, a medium that does not answer).
bool is_gone(const std::string& path);

/// A file as it is now.
struct FileContent {
    std::string path;
    std::string sha256;
    std::string record; ///< Digest of what a person wrote of it, or empty.
    std::string id;     ///< That a person gave it, or empty.
};

struct Ownership {
    enum class Kind {
        fresh, ///< No document has it yet.
        same,  ///< The file was this document before.
        moved, ///< A file that is gone had this content, or this id.
        copy,  ///< A file that is still there has it.
        taken  ///< The id that a person gave belongs to something else.
    } kind = Kind::fresh;
    std::string id;              ///< Empty for a fresh file without an id of its own.
    std::optional<Source> other; ///< The file that it moved from or is a copy of.
    /// Whether the document follows this file from now on. A copy leads when a person wrote a record for it
    /// and none for `other`, which then becomes the copy.
    SourceRole role = SourceRole::original;
    std::string owner; ///< Taken: by what.
};

/// Answers for a run, file by file, since the catalog sees a batch only when it is committed. NOT
/// thread-safe.
class FileOwners {
public:
    /// `catalog` may be null: there is no collection yet. Both outlive this.
    explicit FileOwners(Catalog* catalog) : catalog_(catalog) {}

    Ownership of(const FileContent& file);
    /// `id`, or where another document has it, "`id`-2" and so on.
    std::string free_id(const std::string& id);
    /// Says that `source` was put, so that later files of the run meet it.
    void remember(const Source& source);

private:
    std::string content_of(const std::string& document_id);
    std::optional<Source> known(const std::string& path);
    std::optional<Source> twin(const FileContent& file);
    Ownership by_content(const FileContent& file);
    Ownership by_given_id(const FileContent& file);
    std::optional<Ownership> holder_of(const FileContent& file);

    Catalog* catalog_;
    std::map<std::string, Source> by_sha256_; ///< The first of this run.
    std::map<std::string, Source> by_id_;     ///< Likewise.
    std::map<std::string, std::string> content_; ///< Digest by document, of those that this run put.
    std::set<std::string> moved_away_;        ///< Paths that a file of this run has moved from.
};

} // namespace samling
