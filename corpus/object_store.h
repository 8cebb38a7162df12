#pragma once
// Originals, addressed by their content. Written once, never changed.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace samling {

/// SHA-256 as 64 lower-case hex digits.
std::string sha256(std::string_view bytes);
/// Of a file's content, read in pieces. Throws Failure{unreadable_file}.
std::string sha256_file(const std::filesystem::path& file);

/// Thread-safe and safe between processes: an object appears whole or not at all (temporary file, fsync, rename,
/// fsync of the directory).
class ObjectStore {
public:
    explicit ObjectStore(std::filesystem::path root) : root_(std::move(root)) {}

    /// Copies `file` in and returns its digest, computed from the very bytes that were stored. Storing content
    /// that is there already changes nothing. Throws Failure{unreadable_file | storage_failed | too_large}.
    std::string put_file(const std::filesystem::path& file);
    std::string put(std::string_view bytes);
    /// The same without copying, by a hard link, where `file` lies on the same file system; nobody may write to it
    /// afterwards. Its name stays there, for the caller to remove once whoever needs the object has noted it down.
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
    std::filesystem::path root_;
};

} // namespace samling
