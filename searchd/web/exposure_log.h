#pragma once
// What searches displayed, added up by day: how much of the readers' attention each region and type of actor was given.
// Holds no query, no address and no document, only sums, so that nobody's search can be read out of it.

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "schema/metadata.h"
#include "searchd/search/search.h"

namespace samling {

/// Sums of exposure by field and code; code "" is everything that was displayed. A result at rank r is worth
/// 1 / log2(1 + r) (Järvelin and Kekäläinen's discount), once for each of its codes.
using Exposure = std::map<std::pair<TagField, std::string>, double>;

/// Thread-safe. Keeps one file a day ("2026-11-24.tsv": field, code, sum) in its directory, which several daemons may
/// share. A directory that cannot be written loses the sums and nothing else.
class ExposureLog {
public:
    /// Makes the directory when there is something to write.
    explicit ExposureLog(std::filesystem::path directory);
    /// Writes what is not yet written.
    ~ExposureLog();

    /// Adds what a page of hits displays; `offset` is how many hits stand before them.
    void add(const std::vector<Hit>& hits, std::size_t offset);
    /// The sums of the last `days` days, today included, with what is not yet written.
    Exposure sums(int days) const;
    void flush();

private:
    struct Internal;
    std::unique_ptr<Internal> internal_;
};

} // namespace samling
