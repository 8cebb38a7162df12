#pragma once
// Originals, addressed by their content. Written once, never changed.

#include <filesystem>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace samling {

/// SHA-256 as 64 lower-case hex digits.
std::string sha256(std::string_view bytes);
/// Of a file's content, read in pieces. Throws Failure{unreadable_file}.
std::string sha256_file(const std::filesystem::path& file);

/// Thread-safe and safe between processes: an object appears whole or not at all (temporary file, rename). Syncing each to
/// disk as it comes would have every thread that stores wait for the disk, file by file; so sync() does it for many.
/// The invariant: a row of a catalog that names an object is committed after a sync() of the store that put it.
class ObjectStore {
public:
    explicit ObjectStore(std::filesystem::path root) : root_(std::move(root)) {}

    /// Copies `file` in and returns its digest, computed from the very bytes that were stored. Durable, and read-only,
    /// from the next sync() on. Storing content that is there already changes nothing. Throws
    /// Failure{unreadable_file | storage_failed | too_large}.
    std::string put_file(const std::filesystem::path& file);
    std::string put(std::string_view bytes);
    /// Makes durable what was put through this object until now. Throws Failure{storage_failed}: then nothing of it may
    /// be relied upon, and what could not be written is gone.
    void sync();
    /// Durable at once, and without copying, by a hard link, where `file` lies on the same file system; nobody may write
    /// to it afterwards. Its name stays there, for the caller to remove once whoever needs the object has noted it down.
    std::string adopt(const std::filesystem::path& file);

    bool contains(std::string_view digest) const;
    /// Where the object lies. Throws Failure{invalid_argument} unless `digest` is 64 hex digits, which keeps any
    /// path of an attacker's out.
    std::filesystem::path path(std::string_view digest) const;
    /// Removes an object; no error if it is not there.
    void remove(std::string_view digest);
    /// The digests of all objects, sorted. Throws Failure{storage_failed}.
    std::vector<std::string> list() const;
    /// Reads every object again and returns one line for each that does not match its name.
    std::vector<std::string> verify() const;

private:
    using Feed = std::function<void(const std::function<void(std::string_view)>&)>;
    std::string store(const Feed& feed);
    void make_durable(const std::set<std::string>& names) const;

    std::filesystem::path root_;
    std::mutex mutex_;              ///< Of pending_.
    std::mutex syncing_;            ///< Held by sync(), so that a second one does not return before the first.
    std::set<std::string> pending_; ///< Digests of what is not durable yet.
};

} // namespace samling
