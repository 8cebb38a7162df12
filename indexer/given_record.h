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
    /// What a row with a mistake in it is good for: all but the mistake, or nothing, so that its file is refused.
    enum class BadRows { mend, refuse };
    /// `manifest` may be null.
    GivenRecords(const Vocabularies& vocabularies, const Manifest* manifest, BadRows bad_rows = BadRows::mend)
        : vocabularies_(vocabularies), manifest_(manifest), bad_rows_(bad_rows) {}

    const Manifest* manifest() const { return manifest_; }

    /// `stored` is what the catalog kept of an earlier run. Throws Failure{invalid_record} that lists all
    /// mistakes, Failure{unreadable_file}.
    GivenRecord read(const FoundFile& file, const std::string& stored) const;
    /// GivenRecord::digest alone, without parsing anything. Throws Failure{unreadable_file}, and as read() does for a row
    /// that is refused.
    std::string digest(const FoundFile& file, const std::string& stored) const;

private:
    Metadata read_record(const RecordFile& record, const FoundFile& file) const;
    std::string manifest_row(const FoundFile& file, const std::string& stored) const;

    const Vocabularies& vocabularies_;
    const Manifest* manifest_;
    BadRows bad_rows_;
};

} // namespace samling
