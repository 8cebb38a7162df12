#include "corpus/catalog_pool.h"

#include "corpus/idle_pool.h"

namespace samling {

struct CatalogPool::Internal {
    const std::filesystem::path file;
    IdlePool<Catalog> idle = {};
};

CatalogPool::CatalogPool(std::filesystem::path file) : internal_(new Internal{std::move(file)}) {}
CatalogPool::~CatalogPool() = default;

void CatalogPool::with(const std::function<void(Catalog&)>& use) const {
    internal_->idle.with([&] { return std::make_unique<Catalog>(internal_->file, Catalog::Mode::read); }, use);
}

} // namespace samling
