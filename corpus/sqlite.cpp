#include "corpus/sqlite.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <sqlite3.h>
#include <thread>
#include <unistd.h>

#include "corpus/durable_file.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr int kBusyMilliseconds = 10'000;
constexpr int kStepMilliseconds = 5;

struct Refusal {
    int status;
    ErrorCode code;
    const char* explanation;
};

using enum ErrorCode;
constexpr std::array kRefusals = {
    Refusal{SQLITE_BUSY, busy, "another process is writing it; try again when that is done"},
    Refusal{SQLITE_LOCKED, busy, "it is in use; try again"},
    Refusal{SQLITE_FULL, storage_failed,
            "the disk is full; free some space and run again, nothing half-written was kept"},
    Refusal{SQLITE_READONLY, storage_failed,
            "it is read-only; give this user the right to write it and its directory"},
    Refusal{SQLITE_CANTOPEN, storage_failed,
            "it cannot be opened; check that this user may use the file and its directory"},
    Refusal{SQLITE_PERM, storage_failed, "access is denied; check the file's permissions"},
    Refusal{SQLITE_AUTH, storage_failed, "access is denied; check the file's permissions"},
    Refusal{SQLITE_IOERR, storage_failed, "the file system reported an error; check the disk"},
    Refusal{SQLITE_CORRUPT, storage_failed, "it is damaged; restore it from a backup"},
    Refusal{SQLITE_NOTADB, storage_failed, "it is damaged or no catalog at all; restore it from a backup"},
    Refusal{SQLITE_TOOBIG, too_large, "a value is too large for it"},
    Refusal{SQLITE_NOMEM, storage_failed, "memory ran out"},
};

/// As a URI, so that a '?' in a directory's name is not taken for a parameter.
std::string uri(const std::filesystem::path& file, SqliteDatabase::Access access) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string text = "file:";
    const std::string path = std::filesystem::absolute(file).string();
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '?' || c == '#' || c == '%') {
            text += {'%', kHex[byte >> 4], kHex[byte & 15]};
        } else {
            text += c;
        }
    }
    return access == SqliteDatabase::Access::frozen ? text + "?immutable=1" : text;
}

/// SQLite would create the file readable by everyone; its companions (-wal, -shm) take over the permissions. One that is
/// there is not opened here: closing it would drop every lock that other connections of this process hold on it (POSIX),
/// and another process would take away the log that they read and write (tests/e2e/accounts_test.cpp).
void create_private(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    if (descriptor >= 0) {
        ::close(descriptor);
        return;
    }
    if (errno != EEXIST || ::access(file.c_str(), R_OK | W_OK) != 0)
        throw Failure(storage_failed,
                      "cannot open " + file.string() + " for writing: " + storage_error(errno));
}

void close_database(sqlite3* handle) {
    sqlite3_close_v2(handle);
}
void finalize(sqlite3_stmt* handle) {
    sqlite3_finalize(handle);
}

} // namespace

SqliteStatement::SqliteStatement(SqliteDatabase& database, std::vector<Handle>& home, Handle handle)
    : database_(database), home_(home), handle_(std::move(handle)) {}

SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : database_(other.database_), home_(other.home_), handle_(std::move(other.handle_)) {}

SqliteStatement::~SqliteStatement() {
    if (!handle_) return;
    sqlite3_reset(handle_.get());
    sqlite3_clear_bindings(handle_.get());
    home_.push_back(std::move(handle_));
}

void SqliteStatement::check(int status) const {
    database_.check(status);
}

void SqliteStatement::bind(int index, std::int64_t value) {
    check(sqlite3_bind_int64(handle_.get(), index, value));
}

void SqliteStatement::bind(int index, std::string_view value) {
    // A null pointer would bind NULL, and an empty view may hold one.
    const char* data = value.data() == nullptr ? "" : value.data();
    check(sqlite3_bind_text64(handle_.get(), index, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void SqliteStatement::bind(int index, const Blob& value) {
    const char* data = value.bytes.data() == nullptr ? "" : value.bytes.data();
    check(sqlite3_bind_blob64(handle_.get(), index, data, value.bytes.size(), SQLITE_TRANSIENT));
}

void SqliteStatement::bind(int index, std::nullptr_t) {
    check(sqlite3_bind_null(handle_.get(), index));
}

bool SqliteStatement::step() {
    const int status = sqlite3_step(handle_.get());
    if (status == SQLITE_ROW) return true;
    if (status != SQLITE_DONE) database_.fail(status);
    return false;
}

bool SqliteStatement::is_null(int column) {
    return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

std::int64_t SqliteStatement::integer(int column) {
    return sqlite3_column_int64(handle_.get(), column);
}

std::string SqliteStatement::text(int column) {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_.get(), column));
    return bytes == nullptr ? std::string() : std::string(bytes, sqlite3_column_bytes(handle_.get(), column));
}

std::string_view SqliteStatement::blob(int column) {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
    return bytes == nullptr ? std::string_view()
                            : std::string_view(bytes, sqlite3_column_bytes(handle_.get(), column));
}

SqliteDatabase::SqliteDatabase(const std::filesystem::path& file, Access access)
    : name_(file.string()), access_(access), handle_(nullptr, close_database) {
    if (access == Access::write) create_private(file);
    const int mode = access == Access::write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    sqlite3* raw = nullptr;
    const int status = sqlite3_open_v2(uri(file, access).c_str(), &raw,
                                       mode | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
    handle_.reset(raw);
    check(status);
    sqlite3_extended_result_codes(raw, 1);
    sqlite3_busy_timeout(raw, kBusyMilliseconds);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
}

SqliteStatement SqliteDatabase::prepare(Sql sql) {
    // SQLite itself rolls a transaction back when the disk is full. Whoever caught that and went on would
    // write each statement on its own.
    if (in_transaction_ && sqlite3_get_autocommit(handle_.get()) != 0)
        throw Failure(storage_failed, name_ + ": the transaction was given up after an earlier error");
    auto& home = cache_[sql.text];
    SqliteStatement::Handle handle(nullptr, finalize);
    if (home.empty()) {
        sqlite3_stmt* raw = nullptr;
        check(sqlite3_prepare_v3(handle_.get(), sql.text, -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr));
        handle.reset(raw);
    } else {
        handle = std::move(home.back());
        home.pop_back();
    }
    return SqliteStatement(*this, home, std::move(handle));
}

void SqliteDatabase::script(Sql sql) {
    check(sqlite3_exec(handle_.get(), sql.text, nullptr, nullptr, nullptr));
}

void SqliteDatabase::use_log() {
    // For this one statement SQLite does not wait by itself when another process is about to do the same.
    for (int waited = 0;; waited += kStepMilliseconds) {
        try {
            auto mode = query("PRAGMA journal_mode = WAL");
            if (mode.step() && mode.text(0) == "wal") return;
            throw Failure(storage_failed, name_ + ": this file system cannot hold it; use a local disk");
        } catch (const Failure& failure) {
            if (failure.code() != busy || waited >= kBusyMilliseconds) throw;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(kStepMilliseconds));
    }
}

void SqliteDatabase::transaction(const std::function<void()>& work) {
    if (in_transaction_) throw Failure(internal, name_ + ": a transaction inside a transaction");
    if (access_ == Access::write)
        run("BEGIN IMMEDIATE");
    else
        run("BEGIN");
    in_transaction_ = true;
    try {
        work();
        run("COMMIT");
        in_transaction_ = false;
    } catch (...) {
        in_transaction_ = false;
        if (sqlite3_get_autocommit(handle_.get()) == 0)
            sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
        throw;
    }
}

void SqliteDatabase::atomically(const std::function<void()>& work) {
    if (in_transaction_)
        savepoint(work);
    else
        transaction(work);
}

void SqliteDatabase::savepoint(const std::function<void()>& work) {
    run("SAVEPOINT step");
    try {
        work();
        run("RELEASE step");
    } catch (...) {
        if (sqlite3_get_autocommit(handle_.get()) == 0)
            sqlite3_exec(handle_.get(), "ROLLBACK TO step; RELEASE step", nullptr, nullptr, nullptr);
        throw;
    }
}

std::int64_t SqliteDatabase::last_key() const {
    return sqlite3_last_insert_rowid(handle_.get());
}
std::int64_t SqliteDatabase::changes() const {
    return sqlite3_changes64(handle_.get());
}

void SqliteDatabase::check(int status) const {
    if (status != SQLITE_OK) fail(status);
}

void SqliteDatabase::fail(int status) const {
    const std::string detail = handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(status);
    for (const auto& row : kRefusals)
        if (row.status == (status & 0xff))
            throw Failure(row.code, name_ + ": " + row.explanation + " (" + detail + ")");
    throw Failure(internal, name_ + ": " + detail);
}

} // namespace samling
