#pragma once
// What a person wrote of a file: a record beside it.

#include <optional>
#include <string>
#include <vector>

#include "indexer/scan.h"
#include "schema/metadata.h"
#include "schema/vocabulary.h"

namespace samling {

struct GivenRecord {
    std::optional<Metadata> metadata; ///< With codes of the vocabularies.
    std::string digest; ///< Of all that was written: equal means nothing changed. Empty: nothing was.
    std::string stored; ///< The part that the catalog keeps (Source::record), since it is in no sidecar.
};

/// Thread-safe; keeps references.
class GivenRecords {
public:
    explicit GivenRecords(const Vocabularies& vocabularies) : vocabularies_(vocabularies) {}

    /// `stored` is what the catalog kept of an earlier run. Throws Failure{invalid_record} that lists all
    /// mistakes, Failure{unreadable_file}.
    GivenRecord read(const FoundFile& file, const std::string& stored) const;
    /// GivenRecord::digest alone, without parsing anything. Throws Failure{unreadable_file}.
    std::string digest(const FoundFile& file, const std::string& stored) const;

private:
    const Vocabularies& vocabularies_;
};

} // namespace samling
