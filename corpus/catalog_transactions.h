#pragma once
// How searchd reads and writes what people do (accounts, sessions, the audit log, and whatever else has a store that
// works on a SqliteDatabase):
//
//     const auto account = transactions.read([&](SqliteDatabase& database) { return Accounts(database).find(key); });
//     transactions.write([&](SqliteDatabase& database) {
//         Accounts(database).set_state(key, AccountState::disabled);
//         AuditLog(database).append({...});       // in the same transaction as the act itself
//     });
//
// Stores are views: cheap to make, valid while the call runs.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

#include "corpus/sqlite.h"

namespace samling {

/// Thread-safe. Connections are opened when they are first needed.
class CatalogTransactions {
public:
    explicit CatalogTransactions(std::filesystem::path catalog);
    ~CatalogTransactions();

    /// Runs `work` on one snapshot, beside any other reader and the writer, and returns what it returns. Throws what
    /// `work` throws and what opening a catalog throws (see Catalog).
    template <typename Work>
    auto read(Work&& work) const {
        return returned(&CatalogTransactions::run_read, work);
    }
    /// Runs `work` as one durable transaction; what throws leaves nothing behind. One at a time in this process, beside
    /// the indexer's batches, for which it waits up to ten seconds (then Failure{busy}): keep `work` short, and hash
    /// passwords, read files and send mail outside it. Never makes a catalog.
    template <typename Work>
    auto write(Work&& work) const {
        return returned(&CatalogTransactions::run_write, work);
    }

    /// That the catalog, as it stands now, is one that this program knows: a newer indexer may have brought it to another
    /// schema since it was opened. Throws what opening it throws.
    void check() const;

private:
    using Run = void (CatalogTransactions::*)(const std::function<void(SqliteDatabase&)>&) const;
    void run_read(const std::function<void(SqliteDatabase&)>& work) const;
    void run_write(const std::function<void(SqliteDatabase&)>& work) const;

    template <typename Work>
    auto returned(Run run, Work& work) const {
        using Result = std::invoke_result_t<Work&, SqliteDatabase&>;
        if constexpr (std::is_void_v<Result>) {
            (this->*run)(work);
        } else {
            std::optional<Result> result;
            (this->*run)([&](SqliteDatabase& database) { result.emplace(work(database)); });
            return std::move(*result);
        }
    }

    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling
