#include "indexer/given_record.h"

#include "corpus/object_store.h"
#include "indexer/record_merge.h"
#include "schema/check.h"
#include "schema/failure.h"
#include "schema/metadata_codec.h"
#include "schema/record_xml.h"

namespace samling {

namespace {

std::string digest_of(const FoundFile& file, const std::string& row) {
    const auto sidecar = file.sidecar.empty() ? "" : sha256_file(file.sidecar);
    return row.empty() ? sidecar : sha256(sidecar + row);
}

} // namespace

/// The row as the catalog keeps it: of this run's manifest where that speaks of the file, else what was kept
/// before.
std::string GivenRecords::manifest_row(const FoundFile& file, const std::string& stored) const {
    if (!manifest_ || !manifest_->governs(file.path)) return stored;
    const auto* row = manifest_->find(file.path);
    return row && *row != Metadata{} ? encode_metadata(*row) : "";
}

std::string GivenRecords::digest(const FoundFile& file, const std::string& stored) const {
    return digest_of(file, manifest_row(file, stored));
}

GivenRecord GivenRecords::read(const FoundFile& file, const std::string& stored) const {
    GivenRecord given;
    given.stored = manifest_row(file, stored);
    given.digest = digest_of(file, given.stored);
    if (!given.stored.empty()) given.metadata = decode_metadata(given.stored);
    if (file.sidecar.empty()) return given;
    auto record = resolve_codes(read_record_xml(file.sidecar), vocabularies_);
    const auto mistakes = check_codes(record, vocabularies_);
    std::string message = file.sidecar.string() + ": ";
    for (const auto& mistake : mistakes)
        message += (&mistake == &mistakes.front() ? "" : "; ") + mistake;
    if (!mistakes.empty()) throw Failure(ErrorCode::invalid_record, message);
    if (given.metadata) fill_gaps(record, *given.metadata);
    given.metadata = std::move(record);
    return given;
}

} // namespace samling
