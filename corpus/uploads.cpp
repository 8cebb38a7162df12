#include "corpus/uploads.h"

#include "corpus/secret.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::size_t kIdBytes = 16;

#define SAMLING_UPLOAD_COLUMNS "SELECT id, account, coalition, file_name, bytes, created, expires, submission FROM upload "

Upload read_upload(SqliteStatement& row) {
    return {row.text(0), row.integer(1), row.text(2), row.text(3), row.integer(4), row.integer(5), row.integer(6), row.is_null(7) ? 0 : row.integer(7)};
}

} // namespace

Upload Uploads::add(Upload upload, const UploadQuota& quota, std::int64_t now) {
    const auto open = under_way(upload.account, now);
    if (open.uploads >= quota.uploads || open.bytes + upload.bytes > quota.bytes)
        throw Failure(ErrorCode::too_many_requests,
                      "you have " + std::to_string(open.uploads) + " uploads under way; finish or cancel some of them before you begin another");
    upload.id = hex_text(random_bytes(kIdBytes));
    upload.created = now;
    upload.expires = now + kKept;
    upload.submission = 0;
    database_.run("INSERT INTO upload (id, account, coalition, file_name, bytes, created, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", upload.id,
                  upload.account, upload.coalition, upload.file_name, upload.bytes, upload.created, upload.expires);
    return upload;
}

std::optional<Upload> Uploads::find(const std::string& id, std::int64_t account, std::int64_t now) {
    auto row = database_.query(SAMLING_UPLOAD_COLUMNS "WHERE id = ?1 AND account = ?2 AND expires > ?3",
                               id, account, now);
    if (!row.step()) return std::nullopt;
    return read_upload(row);
}

UploadLoad Uploads::under_way(std::int64_t account, std::int64_t now) {
    auto row = database_.query("SELECT count(*), coalesce(sum(bytes), 0) FROM upload WHERE account = ?1 AND submission IS NULL AND expires > ?2", account, now);
    row.step();
    return {row.integer(0), row.integer(1)};
}

void Uploads::renew(const std::string& id, std::int64_t now) {
    database_.run("UPDATE upload SET expires = ?2 WHERE id = ?1", id, now + kKept);
}

void Uploads::finish(const std::string& id, std::int64_t submission) {
    database_.run("UPDATE upload SET submission = ?2 WHERE id = ?1", id, submission);
}

bool Uploads::remove(const std::string& id, std::int64_t account) {
    database_.run("DELETE FROM upload WHERE id = ?1 AND account = ?2", id, account);
    return database_.changes() > 0;
}

std::vector<Upload> Uploads::unfinished() {
    std::vector<Upload> uploads;
    auto rows = database_.query(SAMLING_UPLOAD_COLUMNS "WHERE submission IS NULL ORDER BY created, id");
    while (rows.step()) uploads.push_back(read_upload(rows));
    return uploads;
}

std::vector<std::string> Uploads::remove_expired(std::int64_t now) {
    std::vector<std::string> ids;
    {
        auto rows = database_.query("SELECT id FROM upload WHERE expires <= ?1", now);
        while (rows.step()) ids.push_back(rows.text(0));
    }
    if (!ids.empty()) database_.run("DELETE FROM upload WHERE expires <= ?1", now);
    return ids;
}

} // namespace samling
