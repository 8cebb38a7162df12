#include "corpus/catalog_transactions.h"

#include <mutex>

#include "corpus/catalog_internal.h"
#include "corpus/catalog_schema.h"
#include "corpus/idle_pool.h"
#include "schema/failure.h"

namespace samling {

struct CatalogTransactions::Internal {
    explicit Internal(std::filesystem::path catalog) : file(std::move(catalog)) {}

    const std::filesystem::path file;
    IdlePool<SqliteDatabase> readers;
    std::mutex writing;
    std::unique_ptr<SqliteDatabase> writer; ///< Guarded by writing.
};

CatalogTransactions::CatalogTransactions(std::filesystem::path catalog) : internal_(new Internal(std::move(catalog))) {}
CatalogTransactions::~CatalogTransactions() = default;

void CatalogTransactions::run_read(const std::function<void(SqliteDatabase&)>& work) const {
    const auto open = [&] {
        auto database = std::make_unique<SqliteDatabase>(internal_->file, catalog_access(internal_->file, Catalog::Mode::read));
        check_schema(*database, catalog_migrations());
        return database;
    };
    internal_->readers.with(open, [&](SqliteDatabase& database) { database.transaction([&] { work(database); }); });
}

void CatalogTransactions::check() const {
    run_read([](SqliteDatabase& database) { check_schema(database, catalog_migrations()); });
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
