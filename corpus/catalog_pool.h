#pragma once
// Read-only catalogs for many threads.

#include <filesystem>
#include <functional>
#include <memory>

#include "corpus/catalog.h"

namespace samling {

/// Thread-safe: hands each call a catalog of its own, opened when there is none idle, kept for the next.
class CatalogPool {
public:
    explicit CatalogPool(std::filesystem::path file);
    ~CatalogPool();
    /// Throws what `use` throws, and what opening throws.
    void with(const std::function<void(Catalog&)>& use) const;

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling
