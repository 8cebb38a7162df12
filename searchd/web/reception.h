#pragma once
// Takes in the files that members send: from a body that has come whole, or piece by piece.

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "corpus/catalog_transactions.h"
#include "corpus/object_store.h"
#include "corpus/part_files.h"
#include "corpus/uploads.h"
#include "searchd/access/rate_limiter.h"
#include "searchd/access/visitor.h"
#include "searchd/net/multipart.h"

namespace samling {

struct UploadSettings {
    std::int64_t bytes = std::int64_t{512} << 20; ///< The largest file, and the largest form.
    int per_hour = 600;                           ///< Files by one account, and twice as many from one address.
    std::int64_t bytes_per_day = std::int64_t{20} << 30; ///< By one account, whole or on their way.
    UploadQuota quota = {};
    /// The name of something harmful in a file, or ""; throws Failure{busy} when it cannot tell. Empty: nobody looks.
    std::function<std::string(const std::filesystem::path&)> harmful = {};
};

/// What has come of an upload.
struct UploadState {
    Upload upload;
    std::int64_t offset = 0; ///< Bytes that have come. With a submission in `upload`: all of them.
};

/// Thread-safe. Whatever returns is durable. A file that is found harmful, once it is whole, is not kept: the log says
/// whose it was and what was found, and Failure{extraction_failed} says so to its sender. Uploads that are whole but were
/// never asked about again, because a line or a program broke at the last piece, become submissions in a thread of ours,
/// beginning when we do and every ten minutes: nobody waits for the scanner on behalf of others, nor does the start. The
/// destructor waits for what that thread is at.
class Reception {
public:
    Reception(const CatalogTransactions& transactions, ObjectStore& objects, PartFiles parts, UploadSettings settings);

    const UploadSettings& settings() const { return settings_; }
    const std::filesystem::path& directory() const { return parts_.directory(); }
    /// Throws Failure{too_many_requests} when the visitor may not begin another file now.
    void check_rate(const Visitor& visitor) const;

    /// All of `files`, whole ones, become submissions, or none; returns their keys. The same files with the same non-empty
    /// `token` (of a form, or of a script that tries again) by the same account are the same submissions.
    std::vector<std::int64_t> take(const Visitor& visitor, const std::string& coalition, const std::vector<SentFile>& files, const std::string& token);

    /// Begins one, of which coalition, file_name and bytes count. Throws Failure{too_large | too_many_requests}.
    UploadState begin(const Visitor& visitor, Upload upload);
    /// Where the visitor's own upload stands; if it is whole, it is a submission when this returns. Throws
    /// Failure{not_found}, Failure{locked} while another request is at work on it.
    UploadState look(const Visitor& visitor, const std::string& id);
    /// Appends a body that begins at `offset`. Throws as look() does, Failure{conflict} for another offset than that at
    /// which the upload stands, Failure{too_large} when it would outgrow what it was said to be.
    UploadState append(const Visitor& visitor, const std::string& id, std::int64_t offset, const StreamedBody& body);
    /// Forgets what has come. A submission that it has become stays.
    void cancel(const Visitor& visitor, const std::string& id);

private:
    Upload find(const Visitor& visitor, const std::string& id) const;
    UploadState settled(const Visitor& visitor, Upload upload, const PartFile& part);
    void refuse_harmful(const Visitor& visitor, const std::string& name, const std::filesystem::path& file) const;
    void forget(const Upload& upload) const;
    void hold(const std::string& object, const std::filesystem::path& file) const;
    void count(const Visitor& visitor);
    void check_size(std::int64_t bytes) const;
    void check_bytes(SqliteDatabase& database, const Visitor& visitor, std::int64_t more) const;
    void finish_whole(const std::stop_token& stop);
    void sweep(const std::stop_token& stop);
    void keep_sweeping(const std::stop_token& stop);

    const CatalogTransactions& transactions_;
    ObjectStore& objects_;
    const PartFiles parts_;
    const UploadSettings settings_;
    RateLimiter by_account_, by_address_;
    std::jthread sweeper_; ///< The last: it uses all of the others.
};

} // namespace samling
