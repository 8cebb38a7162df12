#include "corpus/catalog_pool.h"

#include <mutex>
#include <vector>

namespace samling {

struct CatalogPool::Internal {
    const std::filesystem::path file;
    std::mutex mutex;
    std::vector<std::unique_ptr<Catalog>> idle; ///< Guarded by mutex.
};

CatalogPool::CatalogPool(std::filesystem::path file) : internal_(new Internal{std::move(file), {}, {}}) {}
CatalogPool::~CatalogPool() = default;

void CatalogPool::with(const std::function<void(Catalog&)>& use) const {
    std::unique_ptr<Catalog> catalog;
    {
        const std::lock_guard lock(internal_->mutex);
        if (!internal_->idle.empty()) {
            catalog = std::move(internal_->idle.back());
            internal_->idle.pop_back();
        }
    }
    if (!catalog) catalog = std::make_unique<Catalog>(internal_->file, Catalog::Mode::read);
    use(*catalog); // one that threw is not kept: its state is not known
    const std::lock_guard lock(internal_->mutex);
    internal_->idle.push_back(std::move(catalog));
}

} // namespace samling
