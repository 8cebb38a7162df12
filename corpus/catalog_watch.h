#pragma once
// Whether a catalog has changed: how a program that waits for work asks without reading anything.

#include <filesystem>
#include <memory>

#include "corpus/sqlite.h"

namespace samling {

/// NOT thread-safe. Holds a connection of its own.
class CatalogWatch {
public:
    explicit CatalogWatch(std::filesystem::path catalog) : file_(std::move(catalog)) {}

    /// True the first time there is a catalog, and whenever anybody has committed to it since the last call. False while
    /// there is none. Costs a few system calls. Throws as opening a catalog does (see Catalog).
    bool has_changed();

private:
    std::filesystem::path file_;
    std::unique_ptr<SqliteDatabase> database_;
    std::int64_t seen_ = -1;
};

} // namespace samling
