#pragma once
// What a person wrote of a file: records beside it, and a row of a manifest. The records beside it win.

#include <optional>
#include <string>
#include <vector>

#include "indexer/manifest.h"
#include "indexer/scan.h"
#include "schema/metadata.h"
#include "schema/vocabulary.h"

namespace samling {

struct GivenRecord {
    std::optional<Metadata> metadata; ///< With codes of the vocabularies.
    std::string digest; ///< Of all that was written: equal means nothing changed. Empty: nothing was.
    std::string stored; ///< The part that the catalog keeps (Source::record), since it is in no record.
};

/// Thread-safe; keeps references.
class GivenRecords {
public:
    /// `manifest` may be null.
    GivenRecords(const Vocabularies& vocabularies, const Manifest* manifest)
        : vocabularies_(vocabularies), manifest_(manifest) {}

    const Manifest* manifest() const { return manifest_; }

    /// `stored` is what the catalog kept of an earlier run. Throws Failure{invalid_record} that lists all
    /// mistakes, Failure{unreadable_file}.
    GivenRecord read(const FoundFile& file, const std::string& stored) const;
    /// GivenRecord::digest alone, without parsing anything. Throws Failure{unreadable_file}.
    std::string digest(const FoundFile& file, const std::string& stored) const;

private:
    Metadata read_record(const RecordFile& record, const FoundFile& file) const;
    std::string manifest_row(const FoundFile& file, const std::string& stored) const;

    const Vocabularies& vocabularies_;
    const Manifest* manifest_;
};

} // namespace samling
