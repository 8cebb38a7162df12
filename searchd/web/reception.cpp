#include "searchd/web/reception.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "corpus/accounts.h"
#include "corpus/audit_log.h"
#include "corpus/file_name.h"
#include "corpus/secret.h"
#include "corpus/submissions.h"
#include "corpus/utc_time.h"
#include "schema/byte_size.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr int kPatienceMs = 8000;
constexpr std::int64_t kDay = 24 * 3600;
constexpr std::chrono::minutes kBetweenSweeps{10};

std::string account_key(const Visitor& visitor) { return std::to_string(visitor.viewer.account); }

/// The submission that an upload has become, by the id of the upload: the first call makes it, and says so in the log.
std::int64_t add_submission(SqliteDatabase& database, const Visitor& visitor, const Submission& submission, const std::string& upload) {
    if (const auto known = Submissions(database).of_upload(upload)) return *known;
    auto entry = visitor.entry("submission.receive", "");
    const auto key = Submissions(database).add(submission, upload, entry.who);
    entry.subject = "submission " + std::to_string(key);
    entry.after = submission.file_name + ", " + std::to_string(submission.bytes) + " bytes, SHA-256 " + submission.object;
    AuditLog(database).append(entry);
    return key;
}

/// Whose it is, where nobody asks.
Visitor visitor_of(SqliteDatabase& database, std::int64_t key) {
    Visitor visitor;
    visitor.viewer.account = key;
    if (const auto account = Accounts(database).find(key)) {
        visitor.name = account->name;
        visitor.email = account->email;
    }
    return visitor;
}

Submission received(const Visitor& visitor, const std::string& coalition, const std::string& name) {
    Submission submission;
    submission.account = visitor.viewer.account;
    submission.coalition = coalition;
    submission.file_name = name;
    return submission;
}

} // namespace

Reception::Reception(const CatalogTransactions& transactions, ObjectStore& objects, PartFiles parts, UploadSettings settings)
    : transactions_(transactions), objects_(objects), parts_(std::move(parts)), settings_(settings), by_account_({settings.per_hour, 3600}),
      by_address_({2 * settings.per_hour, 3600}), sweeper_([this](const std::stop_token& stop) { keep_sweeping(stop); }) {}

void Reception::check_rate(const Visitor& visitor) const {
    const auto now = seconds_now();
    const auto wait = std::max(by_account_.wait(account_key(visitor), now), by_address_.wait(visitor.address, now));
    if (wait > 0) throw Failure(ErrorCode::too_many_requests, "that was too many files within an hour; send the next one in " + std::to_string(wait) + " seconds", wait);
}

void Reception::count(const Visitor& visitor) {
    by_account_.note(account_key(visitor), seconds_now());
    by_address_.note(visitor.address, seconds_now());
}

void Reception::check_size(std::int64_t bytes) const {
    if (bytes > settings_.bytes) throw Failure(ErrorCode::too_large, "a file may have " + byte_size(static_cast<std::uint64_t>(settings_.bytes)) + " at most");
}

/// So that one account does not fill the disk of all.
void Reception::check_bytes(SqliteDatabase& database, const Visitor& visitor, std::int64_t more) const {
    const auto now = seconds_now(), account = visitor.viewer.account;
    if (Submissions(database).bytes_since(account, now - kDay) + Uploads(database).under_way(account, now).bytes + more > settings_.bytes_per_day)
        throw Failure(ErrorCode::too_many_requests, "that would be more than the " + byte_size(static_cast<std::uint64_t>(settings_.bytes_per_day)) + " that may be sent within a day; send it tomorrow", kDay);
}

void Reception::refuse_harmful(const Visitor& visitor, const std::string& name, const std::filesystem::path& file) const {
    const auto found = settings_.harmful ? settings_.harmful(file) : std::string();
    if (found.empty()) return;
    auto entry = visitor.entry("submission.infected", "file " + name);
    entry.after = found;
    transactions_.write([&](SqliteDatabase& database) { AuditLog(database).append(entry); });
    throw Failure(ErrorCode::extraction_failed, name + " is not taken in: the virus scanner found " + found + " in it");
}

void Reception::finish_whole(const std::stop_token& stop) {
    const auto uploads = transactions_.read([](SqliteDatabase& database) { return Uploads(database).unfinished(); });
    for (const auto& upload : uploads) {
        if (stop.stop_requested()) return;
        try {
            const auto part = parts_.open(upload.id, 0);
            if (!part || part->size() < upload.bytes) continue;
            settled(transactions_.read([&](SqliteDatabase& database) { return visitor_of(database, upload.account); }), upload, *part);
        } catch (const Failure&) { // somebody is at work on it, or a scanner found something in it, which the log says
        }
    }
}

void Reception::sweep(const std::stop_token& stop) {
    finish_whole(stop);
    const auto now = seconds_now();
    for (const auto& id : transactions_.write([&](SqliteDatabase& database) { return Uploads(database).remove_expired(now); })) parts_.remove(id);
    parts_.remove_abandoned(now);
}

void Reception::keep_sweeping(const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    do {
        try {
            sweep(stop);
        } catch (const std::exception&) { // there is no catalog yet, or the disk is read-only: whoever sends a file is told
        }
    } while (!stopped.wait_for(lock, stop, kBetweenSweeps, [&] { return stop.stop_requested(); }));
}

std::vector<std::int64_t> Reception::take(const Visitor& visitor, const std::string& coalition, const std::vector<SentFile>& files, const std::string& token) {
    check_rate(visitor);
    for (const auto& file : files) refuse_harmful(visitor, kept_file_name(file.name), file.content->path());
    std::vector<std::pair<Submission, std::string>> all;
    for (const auto& file : files) {
        auto submission = received(visitor, coalition, kept_file_name(file.name));
        submission.bytes = static_cast<std::int64_t>(file.content->size());
        check_size(submission.bytes);
        count(visitor);
        submission.object = sha256_file(file.content->path());
        const auto again = account_key(visitor) + "\n" + coalition + "\n" + submission.object + "\n" + submission.file_name;
        all.emplace_back(std::move(submission), token.empty() ? random_secret() : keyed_digest(token, again));
    }
    const auto check_new = [&](SqliteDatabase& database) {
        std::int64_t more = 0;
        for (const auto& [submission, upload] : all)
            if (!Submissions(database).of_upload(upload)) more += submission.bytes;
        if (more > 0) check_bytes(database, visitor, more);
    };
    transactions_.read(check_new); // before anything is kept: what is refused takes no room
    for (const auto& file : files) objects_.adopt(file.content->path());
    return transactions_.write([&](SqliteDatabase& database) {
        check_new(database); // again: another request may have been faster
        std::vector<std::int64_t> keys;
        for (std::size_t i = 0; i < all.size(); ++i) {
            keys.push_back(add_submission(database, visitor, all[i].first, all[i].second));
            hold(all[i].first.object, files[i].content->path());
        }
        return keys;
    });
}

UploadState Reception::begin(const Visitor& visitor, Upload upload) {
    check_rate(visitor);
    check_size(upload.bytes);
    count(visitor);
    upload.account = visitor.viewer.account;
    upload.file_name = kept_file_name(upload.file_name);
    upload = transactions_.write([&](SqliteDatabase& database) {
        check_bytes(database, visitor, upload.bytes);
        auto made = Uploads(database).add(upload, settings_.quota, seconds_now());
        parts_.create(made.id);
        return made;
    });
    return {upload, 0};
}

Upload Reception::find(const Visitor& visitor, const std::string& id) const {
    auto upload = transactions_.read([&](SqliteDatabase& database) { return Uploads(database).find(id, visitor.viewer.account, seconds_now()); });
    if (!upload) throw Failure(ErrorCode::not_found, "there is no such upload");
    return *upload;
}

/// Until a submission's row stood in the catalog, an indexer may have removed its original as one that nobody needs.
void Reception::hold(const std::string& object, const std::filesystem::path& file) const {
    if (!objects_.contains(object)) objects_.adopt(file);
}

/// The state of an upload whose part is ours alone. One that is whole becomes a submission first. Killed anywhere in
/// between, the next call does what is left: the part goes last, and what was done before is not done twice.
UploadState Reception::settled(const Visitor& visitor, Upload upload, const PartFile& part) {
    const auto size = part.size();
    if (size < upload.bytes) return {upload, size};
    try {
        refuse_harmful(visitor, upload.file_name, part.path());
    } catch (const Failure& failure) {
        if (failure.code() == ErrorCode::extraction_failed || failure.code() == ErrorCode::too_large) forget(upload);
        throw;
    }
    auto submission = received(visitor, upload.coalition, upload.file_name);
    submission.bytes = size;
    submission.object = objects_.adopt(part.path());
    upload.submission = transactions_.write([&](SqliteDatabase& database) {
        const auto key = add_submission(database, visitor, submission, upload.id);
        Uploads(database).finish(upload.id, key);
        hold(submission.object, part.path());
        return key;
    });
    parts_.remove(upload.id);
    return {upload, size};
}

UploadState Reception::look(const Visitor& visitor, const std::string& id) {
    auto upload = find(visitor, id);
    if (upload.submission != 0) return {upload, upload.bytes};
    const auto part = parts_.open(id, kPatienceMs);
    upload = find(visitor, id); // it may have been finished while we waited
    if (upload.submission != 0) return {upload, upload.bytes};
    if (!part) throw Failure(ErrorCode::not_found, "there is no such upload");
    return settled(visitor, upload, *part);
}

UploadState Reception::append(const Visitor& visitor, const std::string& id, std::int64_t offset, const StreamedBody& body) {
    auto upload = find(visitor, id);
    auto part = upload.submission == 0 ? parts_.open(id, kPatienceMs) : std::nullopt;
    upload = find(visitor, id);
    const auto stands = upload.submission != 0 ? upload.bytes : part ? part->size() : 0;
    if (offset != stands) throw Failure(ErrorCode::conflict, "this upload stands at " + std::to_string(stands) + " bytes");
    const auto more = static_cast<std::int64_t>(body.size());
    if (offset + more > upload.bytes) throw Failure(ErrorCode::too_large, "more bytes came than this upload was said to have");
    if (upload.submission != 0) return {upload, upload.bytes};
    if (!part) throw Failure(ErrorCode::not_found, "there is no such upload");
    if (more > 0) part->append(body.descriptor(), more);
    transactions_.write([&](SqliteDatabase& database) { Uploads(database).renew(id, seconds_now()); });
    return settled(visitor, find(visitor, id), *part);
}

void Reception::cancel(const Visitor& visitor, const std::string& id) {
    find(visitor, id);
    const auto part = parts_.open(id, kPatienceMs);
    forget(find(visitor, id));
}

void Reception::forget(const Upload& upload) const {
    transactions_.write([&](SqliteDatabase& database) { Uploads(database).remove(upload.id, upload.account); });
    parts_.remove(upload.id);
}

} // namespace samling
