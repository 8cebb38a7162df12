#pragma once
// SQLite as three small classes: text of SQL, a database, a statement under way. Knows nothing of documents.

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace samling {

/// SQL that the compiler has seen: it cannot be built at run time, so no value ever becomes part of it.
struct Sql {
    consteval Sql(const char* sql) : text(sql) {} // NOLINT: implicit, so that call sites hold plain literals
    const char* text;
};

/// Bytes to be bound as a BLOB rather than as TEXT.
struct Blob {
    std::string_view bytes;
};

/// One statement with its values bound, to be stepped through. Goes back to the database's cache when it
/// dies, which must happen before the database does. NOT thread-safe.
class SqliteStatement {
public:
    using Handle = std::unique_ptr<sqlite3_stmt, void (*)(sqlite3_stmt*)>;

    SqliteStatement(SqliteStatement&& other) noexcept;
    ~SqliteStatement();
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;
    SqliteStatement& operator=(SqliteStatement&&) = delete;

    /// True when a row stands ready for the readers below. Throws as said at SqliteDatabase.
    bool step();
    bool is_null(int column);
    std::int64_t integer(int column);
    std::string text(int column);
    /// Valid until the next step.
    std::string_view blob(int column);

private:
    friend class SqliteDatabase;
    SqliteStatement(class SqliteDatabase& database, std::vector<Handle>& home, Handle handle);

    void bind(int index, std::int64_t value);
    void bind(int index, std::string_view value);
    void bind(int index, const Blob& value);
    void bind(int index, std::nullptr_t);
    void check(int status) const;

    SqliteDatabase& database_;
    std::vector<Handle>& home_;
    Handle handle_;
};

/// One connection. NOT thread-safe. Every call throws a Failure that names the file: busy (another process
/// writes longer than ten seconds), storage_failed (disk full, read-only, damaged, vanished), internal (our
/// SQL is wrong).
class SqliteDatabase {
public:
    enum class Access { read, write, frozen };
    /// write creates the file (0640) if need be; frozen promises that nobody changes the file, so that one on
    /// a read-only medium can be read.
    SqliteDatabase(const std::filesystem::path& file, Access access);

    /// A statement with ?1, ?2, … bound to copies of `values`: integers, text, Blob or nullptr.
    template <typename... Values>
    SqliteStatement query(Sql sql, const Values&... values) {
        SqliteStatement statement = prepare(sql);
        int index = 0;
        (statement.bind(++index, bindable(values)), ...);
        return statement;
    }
    /// Runs a statement that gives no rows, or whose rows do not matter.
    template <typename... Values>
    void run(Sql sql, const Values&... values) {
        SqliteStatement statement = query(sql, values...);
        while (statement.step()) {
        }
    }
    /// Runs several statements without values.
    void script(Sql sql);
    /// The first column of the only row.
    std::int64_t number(Sql sql) {
        auto statement = query(sql);
        return statement.step() ? statement.integer(0) : 0;
    }

    /// Switches to a write-ahead log, with which readers and a writer do not wait for each other.
    void use_log();

    /// All of `work` durably, or (when it throws) nothing; for a reader, all of it on one snapshot. Not nested:
    /// throws Failure{internal}.
    void transaction(const std::function<void()>& work);
    /// All of `work` or nothing, also inside a transaction, which can go on after `work` has thrown.
    void atomically(const std::function<void()>& work);

    std::int64_t last_key() const;
    /// Rows that the last statement changed.
    std::int64_t changes() const;
    const std::string& name() const { return name_; }

private:
    friend class SqliteStatement;
    static std::int64_t bindable(std::integral auto value) { return static_cast<std::int64_t>(value); }
    static std::string_view bindable(std::string_view value) { return value; }
    static const Blob& bindable(const Blob& value) { return value; }
    static std::nullptr_t bindable(std::nullptr_t) { return nullptr; }

    SqliteStatement prepare(Sql sql);
    void savepoint(const std::function<void()>& work);
    [[noreturn]] void fail(int status) const;
    void check(int status) const;

    std::string name_;
    Access access_;
    std::unique_ptr<sqlite3, void (*)(sqlite3*)> handle_;
    /// Statements at rest, by their text. More than one where a statement was wanted while it was under way.
    std::unordered_map<std::string_view, std::vector<SqliteStatement::Handle>> cache_;
    bool in_transaction_ = false;
};

} // namespace samling
