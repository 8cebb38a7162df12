#pragma once
// One record from three sources: what a person wrote beside the file wins over what the file says of itself,
// and that over what can be guessed.

#include <optional>
#include <string>

#include "indexer/extraction.h"
#include "schema/metadata.h"
#include "schema/vocabulary.h"

namespace samling {

/// What identifies the file among others.
struct FileIdentity {
    std::string name;   ///< Without directories.
    std::string sha256; ///< Of its content.
};

/// The record of a file. `sidecar` is a person's and is taken whole; each field that it leaves empty is
/// filled from `extraction.embedded`. An embedded tag is kept only if its vocabulary knows it: a file's own
/// keywords are not ours. A title is guessed from the first heading, else from the file name; an id as slug
/// of the file's name and eight digits of its digest, unless the sidecar gives one.
Metadata merge_record(const std::optional<Metadata>& sidecar, const Extraction& extraction,
                      const FileIdentity& file, const Vocabularies& vocabularies);

/// Each field of `record` that is empty is taken from `other`.
void fill_gaps(Metadata& record, const Metadata& other);

/// "Årsrapport 2022 (final).pdf" -> "arsrapport-2022-final": ASCII, at most 80 characters; "document" when a
/// name has no letter that folds to ASCII.
std::string slug(const std::string& file_name);

} // namespace samling
