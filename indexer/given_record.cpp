#include "indexer/given_record.h"

#include "corpus/object_store.h"
#include "schema/check.h"
#include "schema/failure.h"
#include "schema/record_xml.h"

namespace samling {

std::string GivenRecords::digest(const FoundFile& file, const std::string&) const {
    return file.sidecar.empty() ? "" : sha256_file(file.sidecar);
}

GivenRecord GivenRecords::read(const FoundFile& file, const std::string& stored) const {
    GivenRecord given;
    if (file.sidecar.empty()) return given;
    given.digest = digest(file, stored);
    auto record = resolve_codes(read_record_xml(file.sidecar), vocabularies_);
    const auto mistakes = check_codes(record, vocabularies_);
    std::string message = file.sidecar.string() + ": ";
    for (const auto& mistake : mistakes)
        message += (&mistake == &mistakes.front() ? "" : "; ") + mistake;
    if (!mistakes.empty()) throw Failure(ErrorCode::invalid_record, message);
    given.metadata = std::move(record);
    return given;
}

} // namespace samling
