#include "corpus/catalog_transactions.h"

#include <mutex>
#include <vector>

#include "corpus/catalog_internal.h"
#include "corpus/catalog_schema.h"
#include "schema/failure.h"

namespace samling {

struct CatalogTransactions::Internal {
    explicit Internal(std::filesystem::path catalog) : file(std::move(catalog)) {}

    const std::filesystem::path file;
    std::mutex mutex;
    std::vector<std::unique_ptr<SqliteDatabase>> idle; ///< Readers. Guarded by mutex.
    std::mutex writing;
    std::unique_ptr<SqliteDatabase> writer; ///< Guarded by writing.
};

CatalogTransactions::CatalogTransactions(std::filesystem::path catalog) : internal_(new Internal(std::move(catalog))) {}
CatalogTransactions::~CatalogTransactions() = default;

void CatalogTransactions::run_read(const std::function<void(SqliteDatabase&)>& work) const {
    std::unique_ptr<SqliteDatabase> database;
    {
        const std::lock_guard lock(internal_->mutex);
        if (!internal_->idle.empty()) {
            database = std::move(internal_->idle.back());
            internal_->idle.pop_back();
        }
    }
    if (!database) {
        database = std::make_unique<SqliteDatabase>(internal_->file, catalog_access(internal_->file, Catalog::Mode::read));
        check_schema(*database, catalog_migrations());
    }
    database->transaction([&] { work(*database); }); // one that threw is not kept: its state is not known
    const std::lock_guard lock(internal_->mutex);
    internal_->idle.push_back(std::move(database));
}

void CatalogTransactions::run_write(const std::function<void(SqliteDatabase&)>& work) const {
    const std::lock_guard lock(internal_->writing);
    if (!internal_->writer) {
        catalog_access(internal_->file, Catalog::Mode::read); // refuses where there is none: opening would make one
        auto writer = std::make_unique<SqliteDatabase>(internal_->file, SqliteDatabase::Access::write);
        check_schema(*writer, catalog_migrations());
        prepare_connection(*writer);
        internal_->writer = std::move(writer);
    }
    internal_->writer->transaction([&] { work(*internal_->writer); });
}

} // namespace samling
