#pragma once
// A file that appears under its name whole, or not at all.

#include <filesystem>
#include <string>
#include <string_view>

namespace samling {

/// What the system says of an error number, and what to do about it where a full or read-only disk or a missing right is
/// behind it: "Read-only file system; …".
std::string storage_error(int error);

/// Makes the entries of a directory durable. Throws Failure{storage_failed}.
void sync_directory(const std::filesystem::path& directory);

/// A file under way in a directory of its own kind, gone when it is destroyed without move_to(). It is locked as
/// long as its process lives, which tells it from one that a killed process left. All throw
/// Failure{storage_failed}, or Failure{too_large} where the file system cannot hold a file of that size.
class TemporaryFile {
public:
    /// Also removes what killed processes left in `directory`.
    explicit TemporaryFile(const std::filesystem::path& directory);
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    void write(std::string_view bytes);
    /// Renames it to `target` on the same file system: whole there from now on, durable when the caller has synced it
    /// and its directory. False, and nothing done, where there is something of that name.
    bool move_to_free(const std::filesystem::path& target);
    /// The same in place of what is there. The content is synced before: somebody may have made durable what it replaces.
    void move_to(const std::filesystem::path& target);

private:
    void create();
    [[noreturn]] void fail(const char* doing, int error) const;

    std::filesystem::path path_;
    int descriptor_ = -1;
};

} // namespace samling
