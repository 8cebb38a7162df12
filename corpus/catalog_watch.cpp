#include "corpus/catalog_watch.h"

#include "corpus/catalog_internal.h"

namespace samling {

bool CatalogWatch::has_changed() {
    if (!database_) {
        std::error_code error;
        if (std::filesystem::file_size(file_, error) == 0 || error) return false;
        database_ = std::make_unique<SqliteDatabase>(file_, catalog_access(file_, Catalog::Mode::read));
    }
    // SQLite changes this number for a connection whenever another one has committed.
    const auto now = database_->number("PRAGMA data_version");
    return std::exchange(seen_, now) != now;
}

} // namespace samling
