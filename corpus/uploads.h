#pragma once
// Files on their way in, piece by piece, as the catalog knows them; their bytes are in part files (part_files.h). How one
// gets at a database: catalog_transactions.h.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "corpus/sqlite.h"

namespace samling {

struct Upload {
    std::string id;           ///< Random, of [a-z0-9]; the name of its part file.
    std::int64_t account = 0; ///< Whose it is.
    std::string coalition;    ///< Code: for whose curators it is.
    std::string file_name;    ///< As kept_file_name has it.
    std::int64_t bytes = 0;   ///< How many there will be.
    std::int64_t created = 0, expires = 0; ///< Seconds since 1970.
    std::int64_t submission = 0;           ///< The key of what it has become; 0 before.
};

/// So many uploads, of so many bytes together.
struct UploadLoad {
    std::int64_t uploads = 0;
    std::int64_t bytes = 0;
};

/// What one account may have under way at once.
struct UploadQuota {
    std::int64_t uploads = 100;
    std::int64_t bytes = std::int64_t{4} << 30;
};

/// A view of the uploads in a database.
class Uploads {
public:
    static constexpr std::int64_t kKept = 24 * 3600; ///< Seconds after the last piece.

    explicit Uploads(SqliteDatabase& database) : database_(database) {}

    /// Stores a new one, of which account, coalition, file_name and bytes count, and returns it with its id. Throws
    /// Failure{too_many_requests} when the account would have more under way than `quota`.
    Upload add(Upload upload, const UploadQuota& quota, std::int64_t now);
    /// Nothing for an id that is unknown, has expired or is another account's: nobody can tell which.
    std::optional<Upload> find(const std::string& id, std::int64_t account, std::int64_t now);
    /// What the account has under way, with the bytes that there will be.
    UploadLoad under_way(std::int64_t account, std::int64_t now);
    /// It goes on being kept for kKept seconds.
    void renew(const std::string& id, std::int64_t now);
    /// Notes what it has become.
    void finish(const std::string& id, std::int64_t submission);
    /// False when `account` has none such.
    bool remove(const std::string& id, std::int64_t account);
    /// Those that have not become anything yet, expired or not, oldest first.
    std::vector<Upload> unfinished();
    /// Forgets those that have expired, finished or not, and returns their ids.
    std::vector<std::string> remove_expired(std::int64_t now);

private:
    SqliteDatabase& database_;
};

} // namespace samling
